/** Two texts that are not the same, and that something on the way to a disk may take for the same. */
export interface Lookalikes {
  /** How they differ: `by case`. */
  readonly how: string;
  readonly one: string;
  readonly other: string;
}

/** Every pair: as ids of tenants, of principals, as roles, actions and keys, they are different ones. */
export const lookalikes: readonly Lookalikes[] = [
  { how: "by case", one: "acme", other: "ACME" },
  { how: "by case in Turkish", one: "ı", other: "i" },
  { how: "by a final sigma", one: "ς", other: "σ" },
  { how: "by an accent", one: "resume", other: "résumé" },
  { how: "by how an accent is written", one: "é", other: "e\u0301" },
  { how: "by compatibility", one: "ﬁ", other: "fi" },
  { how: "by width", one: "ａ", other: "a" },
  { how: "by a sharp s", one: "straße", other: "strasse" },
  { how: "by a trailing space", one: "acme", other: "acme " },
  { how: "by a leading space", one: "acme", other: " acme" },
  { how: "by a trailing line feed", one: "acme", other: "acme\n" },
  { how: "by a trailing dot", one: "acme", other: "acme." },
  { how: "by an invisible character", one: "acme", other: "ac\u200bme" },
  { how: "by a leading zero", one: "1", other: "01" },
  { how: "as numbers do not", one: "1", other: "1.0" },
  { how: "by an underscore, the wildcard of SQL", one: "a_me", other: "acme" },
  { how: "by a per cent sign, the wildcard of SQL", one: "a%", other: "acme" },
  { how: "by an asterisk, the wildcard of keys and files", one: "a*", other: "acme" },
  { how: "by what is behind them", one: "acme", other: "acme2" },
  { how: "by percent-encoding", one: "a/b", other: "a%2Fb" },
  { how: "by a backslash", one: "a\\b", other: "ab" },
  { how: "by a path", one: "acme", other: "acme/../acme" },
  { how: "by two emoji, which some collations hold for the same", one: "😀", other: "😂" },
];

/** Ids that have broken something somewhere. */
export const hostileIds: readonly string[] = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "null",
  "undefined",
  "NaN",
  "-1",
  "../../etc/passwd",
  "..",
  ".",
  "/",
  "\\",
  "C:\\con",
  "nul",
  "aux.txt",
  "a'; drop table principals; --",
  'a" or "1"="1',
  "`id`",
  "$1",
  "\u0024{id}",
  "?",
  ":id",
  "a\nb",
  "a\r\nb",
  "\t",
  " ",
  "\u0001",
  "\u001f",
  "\u007f",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\uffff",
  "{}",
  "[]",
  '"',
  "😀",
  "👩‍👩‍👧‍👦",
  "مرحبا",
  "\u202eadmin",
  "한국어",
  "\u{10ffff}",
  "<script>",
  "acme:*",
  "x".repeat(256),
  "😀".repeat(128),
  `${"x".repeat(255)}y`,
];

/** What is no id: too short, too long, or not to be had in every database. */
export const impossibleIds: readonly (readonly [what: string, id: string])[] = [
  ["an empty id", ""],
  ["an id of 257 code units", "x".repeat(257)],
  ["an id with \\u0000", "a\u0000"],
  ["an id with a lone surrogate", "a\ud800"],
  ["an id with surrogates in the wrong order", "\ude00\ud83d"],
];
