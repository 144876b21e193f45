/** Where it is kept whether a person wants the keys of a call: a letter that is pressed by mistake, or spoken to the computer, may mute (WCAG 2.2, 2.1.4). */
export interface KeyMemory {
  areOn(): boolean;
  keep(areOn: boolean): void;
}

export const NO_KEY_MEMORY: KeyMemory = { areOn: () => true, keep: () => {} };
