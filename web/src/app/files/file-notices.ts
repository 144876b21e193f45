/** What the page says of files: below the list, at a row, and to a person who does not see either. */
import type { Scope } from 'firelink/base';
import '../../elements/files/firelink-file-announcements.ts';

export class FileNotices {
  readonly #onChange: () => void;
  #text = '';
  #ofFiles: ReadonlyMap<string, string> = new Map();
  #say: (sentences: readonly string[]) => void = () => {};

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Of the last choice of files, as a whole; '' for nothing. */
  get text(): string {
    return this.#text;
  }

  /** Of what has come of the last step with a file, by the transfer's id. */
  get ofFiles(): ReadonlyMap<string, string> {
    return this.#ofFiles;
  }

  /** A live region stands in the page as long as the scope. */
  attach(scope: Scope, page: Document): void {
    const announcements = page.createElement('firelink-file-announcements');
    page.body.append(announcements);
    this.#say = (sentences) => announcements.say(sentences);
    scope.own(() => {
      this.#say = () => {};
      announcements.remove();
    });
  }

  say(sentences: readonly string[]): void {
    this.#say(sentences);
  }

  tell(text: string): void {
    this.#text = text;
    this.#heard(text);
  }

  /** @param text '' where there is nothing more to say of it */
  tellOf(id: string, text: string): void {
    this.#ofFiles = new Map([...this.#ofFiles].filter(([other]) => other !== id).concat(text === '' ? [] : [[id, text]]));
    this.#heard(text);
  }

  #heard(text: string): void {
    if (text !== '') this.#say([text]);
    this.#onChange();
  }
}
