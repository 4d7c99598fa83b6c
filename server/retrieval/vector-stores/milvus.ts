import { z } from 'zod';
import type { EndpointClient } from '../../platform/endpoint-client.ts';
import { AppError } from '../../platform/errors.ts';
import { type RemoteCollection, remoteTimeoutMs, type RemoteStore, requireDimensions } from '../remote-store.ts';
import { createAskService, readAnswer, slices } from './remote-service.ts';

/** Address of Milvus, or of a cluster at Zilliz Cloud. The token is an API key, or `user:password`. */
export type MilvusConnection = { url: string; token?: string };

const name = 'Milvus';
/** Most rows of one answer; no page can begin behind them either. */
const rowsPerAnswer = 16_384;
const idsPerRemoval = 5_000;
/** What was written before is seen. The default lets a deleted entry be found for some seconds. */
const consistencyLevel = 'Strong';

const Envelope = z.object({ code: z.number(), message: z.string().optional(), data: z.unknown().optional() });
/** Whole numbers of 64 bits come as text. */
const Id = z.coerce.number().int();
const Description = z.object({ fields: z.array(z.object({ name: z.string(), params: z.array(z.object({ key: z.string(), value: z.string() })).nullish() })) });
const successCodes = [0, 200];

type Call = <Shape>(path: string, input: object, schema: z.ZodType<Shape>, timeoutMs?: number) => Promise<Shape>;

/**
 * Ids in [from, until). Answers come in no order, so a range that may hold more than one answer is halved until it
 * cannot: then nothing is missed.
 */
async function listRange(call: Call, collectionName: string, from: number, until: number): Promise<number[]> {
  const filter = `id >= ${from} && id < ${until}`;
  if (until - from > rowsPerAnswer) {
    const counted = await call('/entities/query', { collectionName, filter, outputFields: ['count(*)'], consistencyLevel }, z.array(z.object({ 'count(*)': Id })));
    const count = counted[0]?.['count(*)'] ?? 0;
    if (count === 0) return [];
    if (count > rowsPerAnswer) {
      const middle = from + Math.floor((until - from) / 2);
      return [...(await listRange(call, collectionName, from, middle)), ...(await listRange(call, collectionName, middle, until))];
    }
  }
  const query = { collectionName, filter, outputFields: ['id'], limit: rowsPerAnswer, consistencyLevel };
  return (await call('/entities/query', query, z.array(z.object({ id: Id })), remoteTimeoutMs.batch)).map(({ id }) => id);
}

function collectionOf(call: Call, collectionName: string): RemoteCollection {
  return {
    listIds: () => listRange(call, collectionName, 0, Number.MAX_SAFE_INTEGER),
    async upsert(entries) {
      const data = entries.map(({ id, vector }) => ({ id, vector: [...vector] }));
      const { upsertCount } = await call('/entities/upsert', { collectionName, data }, z.object({ upsertCount: Id }), remoteTimeoutMs.batch);
      if (upsertCount !== entries.length) throw new AppError('provider_failed', `${name} took ${upsertCount} of ${entries.length} vectors`);
    },
    async remove(ids) {
      for (const slice of slices(ids, idsPerRemoval)) {
        await call('/entities/delete', { collectionName, filter: `id in [${slice.join(',')}]` }, z.unknown(), remoteTimeoutMs.batch);
      }
    },
    async search(vector, k, allowed) {
      if (allowed?.length === 0) return [];
      const filter = allowed && `id in [${allowed.join(',')}]`;
      const query = { collectionName, data: [[...vector]], annsField: 'vector', limit: k, filter, outputFields: ['id'], consistencyLevel };
      const hits = await call('/entities/search', query, z.array(z.object({ id: Id, distance: z.number() })));
      // By the metric COSINE, what is called distance is the similarity.
      return hits.map(({ id, distance }) => ({ id, similarity: distance }));
    },
  };
}

/** Milvus and Zilliz Cloud, by version 2 of their HTTP API. */
export function connectMilvus({ url, token }: MilvusConnection, endpoints: EndpointClient): RemoteStore {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const ask = createAskService(name, url, headers, endpoints);

  const call: Call = async (path, input, schema, timeoutMs) => {
    const { status, body } = await ask('POST', `/v2/vectordb${path}`, JSON.stringify(input), timeoutMs);
    const { code, message, data } = readAnswer(name, Envelope, body);
    if (!successCodes.includes(code)) {
      throw new AppError('provider_failed', `${name} refused ${path} with code ${code}, status ${status}: ${message ?? 'no reason given'}`, { hint: 'Check MILVUS_URL and MILVUS_TOKEN.' });
    }
    return readAnswer(name, schema, data);
  };

  return {
    id: 'milvus',
    async open(collectionName, dimensions) {
      const { has } = await call('/collections/has', { collectionName }, z.object({ has: z.boolean() }));
      if (has) {
        const { fields } = await call('/collections/describe', { collectionName }, Description);
        const found = fields.find((field) => field.name === 'vector')?.params?.find(({ key }) => key === 'dim')?.value;
        requireDimensions(name, collectionName, Number(found), dimensions);
      } else {
        const collection = { collectionName, dimension: dimensions, metricType: 'COSINE', idType: 'Int64', primaryFieldName: 'id', vectorFieldName: 'vector', params: { consistencyLevel } };
        await call('/collections/create', collection, z.unknown(), remoteTimeoutMs.batch);
      }
      return collectionOf(call, collectionName);
    },
    async drop(namePrefix) {
      const names = await call('/collections/list', {}, z.array(z.string()).nullish());
      for (const collectionName of names ?? []) {
        if (collectionName.startsWith(namePrefix)) await call('/collections/drop', { collectionName }, z.unknown());
      }
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
