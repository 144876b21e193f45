/** The one reader of unknown JSON, which protocol/ shares with the functions: all layers of the engine have it from here. */
export {
  fieldsOf, isInteger, isNumber, isOneOf, isText, NO_FIELDS, parseJson, parseJsonObject,
  type Fields, type JsonProblem, type JsonResult,
} from '#protocol/unknown-json.ts';
