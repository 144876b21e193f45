/** A long list that is read a page at a time, in an order of its own, over several runs if need be. */
export interface Book<Item> {
  /** @throws when there is no such place any more, or the service fails */
  list(from: string | undefined): Promise<Page<Item>>;
  /** Where the run before stopped: without it, a long list would be begun anew by every run. */
  readPlace(): Promise<string | undefined>;
  keepPlace(place: string | undefined): Promise<void>;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined;
}

/**
 * Reads page after page, from the place that was kept, to the list's end or until it is enough, and keeps its place
 * after each: a run that is killed costs one page of reading, and two at once see the same pages.
 *
 * @param visit says whether to go on to the next page
 * @returns whether the list's end was reached; then the next run begins at the start
 */
export async function walk<Item>(book: Book<Item>, visit: (items: readonly Item[]) => Promise<boolean>): Promise<boolean> {
  let kept = await book.readPlace();
  let page = await begin(book, kept);
  for (;;) {
    const goesOn = await visit(page.items);
    const isWorthKeeping = page.items.length > 0 || page.next === undefined || !goesOn;
    // A run over nothing at all writes nothing.
    if (isWorthKeeping && page.next !== kept) {
      await book.keepPlace(page.next);
      kept = page.next;
    }
    if (page.next === undefined) return true;
    if (!goesOn) return false;
    page = await book.list(page.next);
  }
}

/** From the place that was kept, or from the start where the list knows it no longer. */
async function begin<Item>(book: Book<Item>, place: string | undefined): Promise<Page<Item>> {
  if (place === undefined) return await book.list(undefined);
  return await book.list(place).catch(async () => await book.list(undefined));
}
