import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { type FailureForm, ownFailureForm } from './error-body.ts';
import { AppError } from './errors.ts';
import { localAdministrator, type Principal } from './principal.ts';
import { tellProblem } from './request-problem.ts';

const defaultBodyBytes = 1024 * 1024;

/** What a route's handler gets: everything already checked against the route's schemas. */
export type RouteInput<Params, Query, Body> = {
  principal: Principal;
  params: Params;
  query: Query;
  body: Body;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
  /** For routes that stream: they answer by themselves and return `handled`. */
  raw: { request: Request; response: Response };
};

/** Returned by a handler that has answered by itself. */
export const handled = Symbol('handled');

/**
 * Whom a route answers: `user` everybody but keys that are limited to some knowledge bases, `limited-key` those too, since it
 * reaches nothing but what the principal may; `widget` only the keys of widgets, which reach nothing else.
 */
export type Access = 'anyone' | 'user' | 'limited-key' | 'widget';

/** One line of the API. The OpenAPI document and the access tests are made from these. */
export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express form: /api/documents/:id */
  path: string;
  access: Access;
  summary: string;
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType | undefined;
  bodyBytes: number;
  /** Media type of a body the handler reads itself (`multipart/form-data`). */
  streamedBody?: string;
  responds?: z.ZodType;
  /** Media type when it is not JSON. */
  produces?: string;
  status: number;
  failureForm: FailureForm;
  /** Asked before anything of the request is judged. @throws AppError where the route is switched off */
  admit?(): Promise<void>;
  handle(input: RouteInput<never, never, never>): Promise<unknown>;
};

type RouteDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  method: Route['method'];
  path: string;
  access?: Route['access'];
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  bodyBytes?: number;
  streamedBody?: string;
  responds?: z.ZodType;
  produces?: string;
  status?: number;
  failureForm?: FailureForm;
  handle(input: RouteInput<z.infer<Params>, z.infer<Query>, z.infer<Body>>): unknown;
};

const Nothing = z.object({});

/** Declares a route, with the defaults: for signed-in users, no query, no body, status 200. */
export function route<
  Params extends z.ZodType = typeof Nothing,
  Query extends z.ZodType = typeof Nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(definition: RouteDefinition<Params, Query, Body>): Route {
  return {
    access: 'user',
    params: Nothing,
    query: Nothing,
    bodyBytes: defaultBodyBytes,
    status: 200,
    failureForm: ownFailureForm,
    ...definition,
    body: definition.body,
    handle: async (input) => definition.handle(input as unknown as RouteInput<z.infer<Params>, z.infer<Query>, z.infer<Body>>),
  };
}

export const IdParams = z.object({ id: z.string().min(1).max(64) });

/** @throws AppError invalid_request with all that is wrong */
export function parseOrReject<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> {
  const parsed = schema.safeParse(value, { error: tellProblem });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({
    field: issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.'),
    message: issue.message,
  }));
  const first = problems[0]!;
  throw new AppError('invalid_request', `${first.field || where} ${first.message}`, {
    field: first.field,
    part: where,
    problems: problems.slice(0, 20),
  });
}

function requireMediaType(request: Request, route: Route): void {
  const expected = route.streamedBody ?? 'application/json';
  if (!route.body && !route.streamedBody) return;
  const isEmpty = Number(request.headers['content-length'] ?? 0) === 0 && !request.headers['transfer-encoding'];
  if (isEmpty && !route.streamedBody) return;
  if (!request.is(expected)) throw new AppError('invalid_request', `The body must be ${expected}`, { field: 'content-type' });
}

function abortWhenGone(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function tellFailuresIn(response: Response, form: FailureForm): void {
  response.locals.failureForm = form;
}

function requireAccess(access: Access, { apiKey, allowedKnowledgeBaseIds }: Principal): void {
  if (access === 'anyone') return;
  if (access === 'widget' && apiKey?.kind !== 'widget') {
    throw new AppError('unauthenticated', 'This address takes the key of a widget', { field: 'authorization' });
  }
  const isBeyond = apiKey?.kind === 'widget' ? access !== 'widget' : allowedKnowledgeBaseIds !== undefined && access === 'user';
  if (!isBeyond) return;
  const hint = 'It may list, search and ask the knowledge bases it was made for.';
  throw new AppError('forbidden', 'This API key does not reach so far', { field: 'authorization', hint });
}

/** The form of the route that answers; the API's own where no route does. */
export function failureFormOf(response: Response): FailureForm {
  return (response.locals.failureForm as FailureForm | undefined) ?? ownFailureForm;
}

/** Tells on whose behalf a request is made. @throws AppError unauthenticated */
export type Identify = (authorization: string | undefined) => Promise<Principal>;

const administratorOfThisMachine: Identify = async () => localAdministrator;

/** Puts the routes on an Express app: who asks, body limit, validation, answer. */
export function mountRoutes(app: Express, routes: readonly Route[], identify = administratorOfThisMachine): void {
  for (const each of routes) {
    const readBody = each.body ? [express.json({ limit: each.bodyBytes, strict: false })] : [];
    const failIn: RequestHandler = (_request, response, next) => {
      tellFailuresIn(response, each.failureForm);
      next();
    };
    const admitPrincipal: RequestHandler = async (request, response, next) => {
      const principal = await identify(request.headers.authorization);
      requireAccess(each.access, principal);
      response.locals.principal = principal;
      next();
    };
    app[each.method](each.path, failIn, admitPrincipal, ...readBody, async (request: Request, response: Response) => {
      await each.admit?.();
      requireMediaType(request, each);
      const input = {
        principal: response.locals.principal as Principal,
        params: parseOrReject(each.params, request.params, 'Path'),
        query: parseOrReject(each.query, request.query, 'Query'),
        body: each.body ? parseOrReject(each.body, request.body ?? {}, 'Body') : undefined,
        signal: abortWhenGone(response),
        raw: { request, response },
      };
      const answer = await each.handle(input as unknown as RouteInput<never, never, never>);
      if (answer === handled) return;
      if (response.statusCode === 200) response.status(answer === undefined ? 204 : each.status);
      if (answer === undefined) response.end();
      else if (typeof answer === 'string') response.type(each.produces ?? 'text/plain').send(answer);
      else response.json(answer);
    });
  }
  mountMethodNotAllowed(app, routes);
}

/** A known path asked with an unknown method is the caller's mistake, and says which methods there are. */
function mountMethodNotAllowed(app: Express, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((each) => each.path))) {
    const sharing = routes.filter((each) => each.path === path);
    const allowed = sharing.map((each) => each.method.toUpperCase()).join(', ');
    app.all(path, (_request, response) => {
      tellFailuresIn(response, sharing[0]!.failureForm);
      response.setHeader('Allow', allowed);
      throw new AppError('method_not_allowed', `This address answers ${allowed} only`, { allowed });
    });
  }
}
