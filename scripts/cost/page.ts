const BEGIN = '<!-- tables: npm run cost -->';
const END = '<!-- end of tables -->';

/** The page with these tables between its marks. */
export function putTables(page: string, tables: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('the page has no place for tables');
  return `${page.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${page.slice(end)}`;
}
