import { quote } from "../../../model/quote.js";
import { isList, NoData, type Plain } from "./plain.js";
import type { Site } from "./site.js";

/** Every action, or every type. */
export const EVERY = "*";

/**
 * Reads the actions of a rule, under the names that they have here.
 *
 * @returns without doubles; `undefined` where there is none
 */
export function readActions(site: Site, action: Plain): readonly string[] | undefined {
  const { actions } = site.names;
  const named = textsOf(action);
  if (named === undefined) {
    site.refuse({ code: "invalid_action" });
    return site.isForbid ? [EVERY] : undefined;
  }
  const all = new Set<string>();
  for (const name of named) {
    const alias = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (alias !== undefined) for (const one of typeof alias === "string" ? [alias] : alias) all.add(one);
    else if (name === "manage") {
      site.note({ code: "manage", hint: "name the actions, so that a new one is held by nobody" });
      all.add(EVERY);
    } else if (name === EVERY) {
      site.refuse({ code: "literal_star", hint: 'CASL says `"manage"`' });
      if (site.isForbid) all.add(EVERY);
    } else all.add(name);
  }
  if (all.size === 0) return undefined;
  return all.has(EVERY) ? [EVERY] : [...all];
}

/**
 * Reads the subjects of a rule, under the names that they have here.
 *
 * @returns without doubles, `"*"` for all; `undefined` where there is none
 */
export function readTypes(site: Site, subject: Plain): readonly string[] | undefined {
  // whatever counts as false, CASL takes for all
  if (!subject) {
    const hint = 'name the types; `"all"` if all are meant';
    if (!site.isForbid) return site.drop({ code: "no_subject", hint });
    site.note({ code: "no_subject", hint });
    return [EVERY];
  }
  const listed = isList(subject) ? subject : [subject];
  const all = new Set<string>();
  for (const one of listed) {
    const name = typeName(site, one);
    if (name === undefined) {
      site.refuse({ code: "invalid_subject" });
      if (site.isForbid) all.add(EVERY);
    } else if (name === "all") {
      site.note({ code: "all_subjects", hint: "name the types, so that a new one is reached by nobody" });
      all.add(EVERY);
    } else if (name === EVERY) {
      site.refuse({ code: "literal_star", hint: 'CASL says `"all"`' });
      if (site.isForbid) all.add(EVERY);
    } else addType(site, all, name);
  }
  if (listed.length === 0) site.refuse({ code: "invalid_subject" });
  if (listed.length === 0 && site.isForbid) return [EVERY];
  return all.size === 0 ? undefined : [...all];
}

function addType(site: Site, all: Set<string>, name: string): void {
  const { types, model } = site.names;
  const type = Object.hasOwn(types, name) ? (types[name] ?? name) : name;
  if (model === null || site.resource(type) !== undefined) {
    all.add(type);
    return;
  }
  const near = Object.keys(model.resources).find((known) => known.toLowerCase() === type.toLowerCase());
  const hint = near === undefined ? "say what it is called here: `types`" : `\`types: { ${type}: "${near}" }\``;
  site.drop({ code: "unknown_type", message: `the model has no resource type ${quote(type)}`, hint });
}

function typeName(site: Site, one: Plain): string | undefined {
  if (typeof one === "string") return one === "" ? undefined : one;
  if (!(one instanceof NoData) || one.kind !== "class" || one.name === "") return undefined;
  site.note({ code: "class_subject", message: `the subject is the class ${quote(one.name)}, whose name may change` });
  return one.name;
}

/** One text, or several; not none. */
export function textsOf(value: Plain): readonly string[] | undefined {
  const texts = isList(value) ? value : [value];
  return texts.length > 0 && texts.every((text) => typeof text === "string" && text !== "")
    ? (texts as readonly string[])
    : undefined;
}
