import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { type FailureForm, ownFailureForm } from './error-body.ts';
import { AppError } from './errors.ts';
import { localAdministrator, type Principal } from './principal.ts';

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

/** One line of the API. The OpenAPI document and the access tests are made from these. */
export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express form: /api/documents/:id */
  path: string;
  access: 'anyone' | 'user';
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

function parseOrReject<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({
    field: issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.'),
    message: issue.message,
  }));
  const first = problems[0]!;
  throw new AppError('invalid_request', `${where}${first.field ? ` field "${first.field}"` : ''}: ${first.message}`, {
    field: first.field,
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

/** The form of the route that answers; the API's own where no route does. */
export function failureFormOf(response: Response): FailureForm {
  return (response.locals.failureForm as FailureForm | undefined) ?? ownFailureForm;
}

/** Puts the routes on an Express app: body limit, validation, answer. */
export function mountRoutes(app: Express, routes: readonly Route[]): void {
  for (const each of routes) {
    const readBody = each.body ? [express.json({ limit: each.bodyBytes, strict: false })] : [];
    const failIn: RequestHandler = (_request, response, next) => {
      tellFailuresIn(response, each.failureForm);
      next();
    };
    app[each.method](each.path, failIn, ...readBody, async (request: Request, response: Response) => {
      await each.admit?.();
      requireMediaType(request, each);
      const input = {
        principal: localAdministrator,
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
