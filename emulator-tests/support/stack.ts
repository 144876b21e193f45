/** The whole product on this machine: see scripts/stack/stack.ts. */
export { type InitJson, type Stack, type StackOptions, startStack } from '../../scripts/stack/stack.ts';
