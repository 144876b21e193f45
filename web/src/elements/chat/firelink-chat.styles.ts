import { css } from 'lit';

export const chatStyles = css`
  :host {
    display: block;
  }

  /* The composer grows to a third of it. */
  .panel {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr);
    height: 100%;
    container-type: size;
    background: var(--_surface);
    color: var(--_ink);
  }

  .panel[hidden] {
    display: none;
  }

  .head {
    display: flex;
    align-items: center;
    padding: 0.25rem 0.25rem 0.25rem 1rem;
    border-bottom: 1px solid var(--_line);
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: 1.0625rem;
  }

  .tool {
    display: grid;
    place-items: center;
    width: var(--_target);
    height: var(--_target);
    border: 0;
    border-radius: 50%;
    background: none;
  }

  .tool:hover {
    background: var(--_raised);
  }

  .tool:focus-visible {
    outline-offset: -3px;
  }

  /* Its line is there without a word, so that nothing jumps when there is one. */
  .note {
    min-height: 1.375rem;
    margin: 0;
    padding-inline: 1rem;
    overflow: hidden;
    color: var(--_faint);
    font-size: 0.875rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
