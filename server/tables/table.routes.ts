import { TableList, TableListQuery, TableQuery, TableQueryResult } from '#contracts/table';
import type { AppContext } from '../context.ts';
import { IdParams, type Route, route } from '../platform/http.ts';
import { listTables, queryTables } from './table.service.ts';

export function tableRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/knowledge-bases/:id/tables',
      summary: 'Tables of spreadsheets and separated values, with their columns, as SQL knows them',
      params: IdParams,
      query: TableListQuery,
      responds: TableList,
      handle: ({ principal, params, query, signal }) => listTables(context, principal, params.id, query, signal),
    }),
    route({
      method: 'post',
      path: '/api/knowledge-bases/:id/tables/query',
      summary: 'Answer one SELECT over the tables, exactly',
      params: IdParams,
      body: TableQuery,
      responds: TableQueryResult,
      handle: ({ principal, params, body, signal }) => queryTables(context, principal, params.id, body, signal),
    }),
  ];
}
