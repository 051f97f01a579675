// Nest 12: a guard that opens the access for every route, and a filter where denials become answers.
import "reflect-metadata";
import type { ArgumentsHost, CanActivate, ExecutionContext } from "@nestjs/common";
import { Body, Controller, createParamDecorator, Get, HttpCode, Module, Param, Patch, Post } from "@nestjs/common";
import { APP_FILTER, APP_GUARD, BaseExceptionFilter, NestFactory } from "@nestjs/core";
import { errorResponse } from "castellan/http";
import { accessOf, type CrmAccess, changesIn, type Deal, deals } from "./crm.js";
import { Answer, badBody, notFound, notSignedIn, send } from "./problems.js";
import { decorate } from "./without-decorators.js";

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest();

class SignedIn implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context);
    request.access = await accessOf(request.headers.authorization);
    if (request.access !== null) return true;
    throw new Answer(notSignedIn());
  }
}

/** Denials, challenges, names that make no sense: castellan knows their answers. The rest is Nest's. */
class Denials extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    const answer = error instanceof Answer ? error.response : errorResponse(error);
    return answer === undefined ? super.catch(error, host) : send(host.switchToHttp().getResponse(), answer);
  }
}

/** Loads the deal first: what may be done depends on it. One that may not be read is not there. */
function visibleDeal(access: CrmAccess, id: string): Deal {
  const deal = deals.get(id);
  if (deal === undefined || !access.can("read", "deal", deal)) throw new Answer(notFound());
  return deal;
}

class Deals {
  // a list goes through the filter (in a database: `toSQL`), and each row through the mask
  list(access: CrmAccess) {
    const filter = access.filter("read", "deal");
    return [...deals.values()].filter((deal) => filter.matches(deal)).map((deal) => access.mask("deal", deal));
  }
  read(access: CrmAccess, id: string) {
    return access.mask("deal", visibleDeal(access, id));
  }
  update(access: CrmAccess, id: string, body: unknown) {
    const deal = visibleDeal(access, id);
    const changes = changesIn(body);
    if (changes === null) throw new Answer(badBody());
    // with the changes: "may update" alone would be no permission to write this
    access.assert({ action: "update", type: "deal", record: deal, changes });
    const changed = { ...deal, ...changes };
    deals.set(deal.id, changed);
    return access.mask("deal", changed);
  }
  export(access: CrmAccess, id: string) {
    const deal = visibleDeal(access, id);
    access.assert({ action: "export", type: "deal", record: deal });
    // a yes to "export" is one to some field: take those that it is about
    return Object.fromEntries(access.fields("export", "deal", deal).map((field) => [field, deal[field]]));
  }
}

// in a project with `experimentalDecorators`: `@Get(":id") read(@CurrentAccess() access: CrmAccess, @Param("id") id: string)`
const CurrentAccess = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).access);
decorate(Deals, [Controller("deals")], {
  list: [[Get()], [CurrentAccess()]],
  read: [[Get(":id")], [CurrentAccess(), Param("id")]],
  update: [[Patch(":id")], [CurrentAccess(), Param("id"), Body()]],
  export: [
    [Post(":id/export"), HttpCode(200)],
    [CurrentAccess(), Param("id")],
  ],
});

const guard = { provide: APP_GUARD, useClass: SignedIn };
const filter = { provide: APP_FILTER, useClass: Denials };
class App {}
Module({ controllers: [Deals], providers: [guard, filter] })(App);
export const createApp = () => NestFactory.create(App, { logger: false });
