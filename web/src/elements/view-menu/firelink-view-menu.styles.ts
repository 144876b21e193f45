import { css } from 'lit';

export const viewMenuStyles = css`
  :host {
    display: inline-block;
  }

  .round[aria-expanded='true'] {
    background: rgb(92 80 73 / 94%);
  }

  /* Above the bar, whatever its buttons do; the pictures behind show at once what a press has done. */
  .panel {
    position: fixed;
    z-index: 1;
    inset: auto 0 calc(5.75rem + var(--_safe-bottom));
    display: grid;
    width: fit-content;
    min-width: min(18rem, calc(100% - 2rem));
    max-width: calc(100% - 2rem);
    max-height: calc(100cqh / var(--_zoom) - 7rem);
    margin-inline: auto;
    padding: 0.375rem;
    overflow: auto;
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 0 0 1px var(--_line), 0 16px 48px rgb(0 0 0 / 55%);
    color: var(--_ink);
    font-size: 1rem;
  }

  .panel button {
    min-height: var(--_target);
    padding: 0.5rem 1rem;
    border: 0;
    border-radius: calc(var(--_radius) - 0.375rem);
    background: none;
    text-align: start;
  }

  .panel button:hover {
    background: var(--_raised);
  }

  .panel button:focus-visible {
    outline-offset: -3px;
  }

  .panel .narrow {
    display: none;
  }

  /* As long as the bar has no room for the button. */
  @container (max-width: 22.4rem) {
    .panel .narrow {
      display: block;
    }
  }

  .panel firelink-name-field {
    margin-top: 0.375rem;
    padding: 0.75rem 1rem;
    border-top: 1px solid var(--_line);
  }

  @media (forced-colors: active) {
    .panel {
      border: 1px solid ButtonText;
    }
  }
`;
