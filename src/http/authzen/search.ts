import { CastellanError } from "../../model/errors.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { Consultation } from "./consultation.js";
import type { AuthzenSearchKind } from "./entities.js";
import type { Candidate } from "./page.js";
import { fillPage, readPage } from "./page.js";
import type { PageTokens } from "./page-token.js";
import { completeAction, completeEntity, type EvaluationDraft, readDraft, typeOf } from "./read-entities.js";
import { idOfRecord } from "./record-of.js";
import type { Ruling } from "./ruling.js";

/** A search, read: what must stay the same from page to page, and what it goes through. */
interface Search {
  readonly query: JsonObject;
  candidates(after: string | null): AsyncIterable<Candidate<JsonObject>>;
}

/** Answers a search: only what a question would be answered with yes is found. */
export async function search<Caller extends object | string>(
  kind: AuthzenSearchKind,
  body: JsonObject,
  consultation: Consultation<Caller>,
  tokens: PageTokens,
): Promise<JsonObject> {
  const { maxResults, maxScanned } = consultation.settings.limits;
  const { query, candidates } = SEARCHES[kind](readDraft(body), consultation);
  const bound: Json = { kind, tenant: consultation.tenant.id, ...query };
  const position = await readPage(body, bound, tokens, maxResults);
  const { results, next } = await fillPage(candidates(position.after), position, maxScanned);
  const next_token = next === null ? "" : await tokens.seal(next, bound);
  return { page: { next_token, count: results.length }, results };
}

type SearchReader = <Caller extends object | string>(
  draft: EvaluationDraft,
  consultation: Consultation<Caller>,
) => Search;

const SEARCHES: Readonly<Record<AuthzenSearchKind, SearchReader>> = {
  subject: searchSubjects,
  resource: searchResources,
  action: searchActions,
};

/** Who may do this to that? */
function searchSubjects<Caller extends object | string>(
  draft: EvaluationDraft,
  consultation: Consultation<Caller>,
): Search {
  const type = typeOf("subject", draft.subject);
  const properties = draft.subject?.properties ?? {};
  const action = completeAction(draft.action);
  const resource = completeEntity("resource", draft.resource);
  const context = draft.context ?? {};
  return {
    query: { type, properties, action: plain(action), resource, context },
    async *candidates(after) {
      if (!consultation.settings.subjectTypes.includes(type)) return;
      const prepared = await consultation.prepare(action, resource, context);
      if ("decision" in prepared) return;
      for await (const { principal } of consultation.tenant.people(after === null ? {} : { after })) {
        const { id } = principal;
        yield {
          cursor: id,
          test: async () => {
            const access = await consultation.accessOf({ type, id, properties }, context);
            return access !== null && isFound(consultation.rule(access, prepared)) ? { type, id } : null;
          },
        };
      }
    },
  };
}

/** To which records may somebody do this? */
function searchResources<Caller extends object | string>(
  draft: EvaluationDraft,
  consultation: Consultation<Caller>,
): Search {
  const subject = completeEntity("subject", draft.subject);
  const action = completeAction(draft.action);
  const type = typeOf("resource", draft.resource);
  const context = draft.context ?? {};
  const { records } = consultation.settings.options;
  return {
    query: { subject, action: plain(action), type, properties: draft.resource?.properties ?? {}, context },
    async *candidates(after) {
      const question = await consultation.questionOf(action, type, context);
      if ("decision" in question || records === undefined) return;
      const access = await consultation.accessOf(subject, context);
      if (access === null) return;
      // nothing is known of a record that has nothing: enough to find out whether answers can be given at all
      isFound(consultation.rule(access, { type, question, record: {} }));
      const filter = access.filter(question.action, type);
      if (filter.isNever) return;
      const limit = consultation.settings.limits.maxScanned + 1;
      const situation = consultation.situationOf(subject, context);
      for await (const record of records({ ...situation, type, action: question.action, filter, after, limit })) {
        const id = idOfRecord(record);
        // what has no id cannot be named, nor gone on after
        if (id === null) continue;
        yield {
          cursor: id,
          // a filter that was left out of a query must not show what is not permitted
          test: () => (isFound(consultation.rule(access, { type, question, record })) ? { type, id } : null),
        };
      }
    },
  };
}

/** What may somebody do to this? */
function searchActions<Caller extends object | string>(
  draft: EvaluationDraft,
  consultation: Consultation<Caller>,
): Search {
  const subject = completeEntity("subject", draft.subject);
  const resource = completeEntity("resource", draft.resource);
  const context = draft.context ?? {};
  return {
    query: { subject, resource, context },
    async *candidates(after) {
      const known = consultation.typeOf(resource.type);
      if (known === null) return;
      const names = [...new Set(consultation.settings.options.actionNames?.(resource.type) ?? known.actions)];
      for (const name of after === null ? names : names.slice(names.indexOf(after) + 1)) {
        const evaluation = { subject, action: { name, properties: {} }, resource, context };
        yield {
          cursor: name,
          test: async () => (isFound(await consultation.evaluate(evaluation)) ? { name } : null),
        };
      }
    },
  };
}

/**
 * Whether a search finds it.
 *
 * @throws CastellanError `unavailable` where nobody can tell: an empty page would say that there is nothing
 */
function isFound({ decision }: Ruling): boolean {
  if (decision.errors.some(({ code }) => code === "unavailable")) {
    throw new CastellanError("unavailable", "what is kept on the subject cannot be read now");
  }
  return decision.outcome === "allow";
}

function plain({ name, properties }: { readonly name: string; readonly properties: JsonObject }): JsonObject {
  return { name, properties };
}
