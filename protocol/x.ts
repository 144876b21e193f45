export const x: number = 1;
export async function f(): Promise<void> { await Promise.resolve(); }
