/** Something the user has to do, told in one sentence and without a stack trace. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

/** Ends the program: with the sentence alone where the user can act on it, with the whole error where we must. */
export function tell(error: unknown): void {
  if (error instanceof Missing) console.error(`\n${error.message}`);
  else console.error(error);
}
