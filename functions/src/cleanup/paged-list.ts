/** Where a page begins, in the terms of its list. */
export type Cursor = string;

/** A long list that is read a page at a time, in an order of its own, over several runs if need be. */
export interface PagedList<Item> {
  /** @throws when the list does not know the cursor any more, or the service fails */
  readPage(from: Cursor | undefined): Promise<Page<Item>>;
  /** Where the run before stopped: without it, a long list would be begun anew by every run. */
  readCursor(): Promise<Cursor | undefined>;
  keepCursor(cursor: Cursor | undefined): Promise<void>;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; undefined after the last. */
  readonly next: Cursor | undefined;
}

/**
 * Reads page after page, from the cursor that was kept, to the list's end or until it is enough, and keeps its cursor
 * after each: a run that is killed costs one page of reading, and two at once see the same pages.
 *
 * @param visit says whether to go on to the next page
 * @returns whether the list's end was reached; then the next run begins at the start
 */
export async function forEachPage<Item>(list: PagedList<Item>, visit: (items: readonly Item[]) => Promise<boolean>): Promise<boolean> {
  let kept = await list.readCursor();
  let page = await begin(list, kept);
  for (;;) {
    const goesOn = await visit(page.items);
    const isWorthKeeping = page.items.length > 0 || page.next === undefined || !goesOn;
    // A run over nothing at all writes nothing.
    if (isWorthKeeping && page.next !== kept) {
      await list.keepCursor(page.next);
      kept = page.next;
    }
    if (page.next === undefined) return true;
    if (!goesOn) return false;
    page = await list.readPage(page.next);
  }
}

/** From the cursor that was kept, or from the start where the list knows it no longer. */
async function begin<Item>(list: PagedList<Item>, cursor: Cursor | undefined): Promise<Page<Item>> {
  if (cursor === undefined) return await list.readPage(undefined);
  return await list.readPage(cursor).catch(async () => await list.readPage(undefined));
}
