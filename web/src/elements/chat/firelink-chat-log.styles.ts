import { css } from 'lit';

export const chatLogStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: 0;
  }

  .scroller {
    height: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 0.5rem 0.75rem;
    scrollbar-width: thin;
  }

  .scroller:focus-visible {
    outline-offset: -3px;
  }

  .empty {
    margin: 1.5rem 0.5rem;
    color: var(--_faint);
    font-size: 0.9375rem;
    text-align: center;
    text-wrap: balance;
  }

  /* Few messages stand at the bottom, beside the field. */
  .list {
    display: flex;
    flex-direction: column;
    justify-content: end;
    min-height: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .empty + .list {
    display: none;
  }

  li {
    flex: none;
    content-visibility: auto;
    contain-intrinsic-size: auto 4.5rem;
  }

  .message {
    display: grid;
    justify-items: start;
    padding-block: 0.125rem;
  }

  .message.first,
  .row {
    padding-top: 0.75rem;
  }

  .own {
    justify-items: end;
  }

  .name {
    max-width: 100%;
    overflow: hidden;
    padding-inline: 0.25rem;
    color: var(--_faint);
    font-size: 0.875rem;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .bubble {
    max-width: 88%;
    padding: 0.5rem 0.875rem;
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .own .bubble {
    background: var(--_glow);
  }

  .text {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }

  .text a {
    color: inherit;
    text-underline-offset: 0.2em;
  }

  .host {
    color: var(--_faint);
    font-size: 0.875rem;
  }

  .marks {
    display: inline-flex;
    gap: 0.375rem;
    align-items: center;
    padding-inline: 0.25rem;
    color: var(--_faint);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  .failed {
    color: var(--_warning);
    font-weight: 600;
  }

  .newest {
    position: absolute;
    inset: auto 0 0.5rem;
    width: fit-content;
    margin-inline: auto;
    padding: 0.25rem 1rem;
    min-height: 2.75rem;
    font-size: 0.875rem;
    box-shadow: 0 4px 16px rgb(0 0 0 / 40%);
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }
  }
`;
