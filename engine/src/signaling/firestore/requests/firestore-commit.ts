/**
 * What a commit and a read say, in the terms of Firestore's REST API
 * (https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents/commit, …/batchGet and
 * …/runQuery).
 * All writes of a commit are made or none, and the same is stored as the SDK would have stored.
 */
import { encodeFields, isMap, SERVER_TIME, type FieldMap, type FieldValue } from './firestore-values.ts';

/** One document write of a commit. The fields of an update may be dotted paths, and it creates nothing. */
export type DocumentWrite =
  | { readonly op: 'set' | 'update'; readonly path: string; readonly fields: FieldMap }
  | { readonly op: 'delete'; readonly path: string };

/** @param documents the name of the database's root: `projects/…/databases/(default)/documents` */
export function commitBody(documents: string, writes: readonly DocumentWrite[]): string {
  return JSON.stringify({ writes: writes.map((write) => encodeWrite(documents, write)) });
}

export function readBody(documents: string, paths: readonly string[]): string {
  return JSON.stringify({ documents: paths.map((path) => `${documents}/${path}`) });
}

/** A query of one collection, right below the document that the request is addressed to. */
export function listBody(collectionId: string, limit: number): string {
  return JSON.stringify({ structuredQuery: { from: [{ collectionId }], limit } });
}

function encodeWrite(documents: string, write: DocumentWrite): unknown {
  const name = `${documents}/${write.path}`;
  if (write.op === 'delete') return { delete: name };
  const isUpdate = write.op === 'update';
  const { fields, serverTimes } = encodeFields(isUpdate ? unfold(write.fields) : write.fields);
  // A field in the mask without a value would be deleted: what the server fills in is not in it.
  const fieldPaths = Object.keys(write.fields).filter((fieldPath) => write.fields[fieldPath] !== SERVER_TIME);
  return {
    update: { name, fields },
    ...(isUpdate && { updateMask: { fieldPaths }, currentDocument: { exists: true } }),
    ...(serverTimes.length > 0 && { updateTransforms: serverTimes.map((fieldPath) => ({ fieldPath, setToServerValue: 'REQUEST_TIME' })) }),
  };
}

/** `{'away.caller': 1}` as `{away: {caller: 1}}`. */
function unfold(fields: FieldMap): FieldMap {
  return Object.entries(fields).reduce((map, [path, value]) => put(map, path.split('.'), value), {});
}

function put(map: FieldMap, [name = '', ...rest]: readonly string[], value: FieldValue): FieldMap {
  if (rest.length === 0) return { ...map, [name]: value };
  const inner = map[name];
  return { ...map, [name]: put(inner !== undefined && isMap(inner) ? inner : {}, rest, value) };
}
