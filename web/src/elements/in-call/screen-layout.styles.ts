import { css } from 'lit';

/**
 * Where a shared screen stands: whole, in the room that what is said at the top, the pictures and the bar leave, however many lines
 * they take. The other side's picture is a tile beside one's own; a press on it changes the two.
 */
export const screenLayout = css`
  main.with-screen {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
  }

  .with-screen > * {
    --_tile: clamp(5.5rem, 24cqw, 8.5rem);
    --_tile-height: calc(var(--_tile) * 3 / 4);
    --_own-room: calc(var(--_tile-height) + 0.5rem);
  }

  .with-screen.own-hidden > *,
  .with-screen.own-unused > * {
    --_own-room: 0px;
  }

  /* The bar stands below what is shown. */
  .with-screen .shade {
    display: none;
  }

  .with-screen .top,
  .with-screen .large,
  .with-screen .bar,
  .with-screen .own,
  .with-screen .tile,
  .with-screen firelink-flip {
    position: relative;
    inset: auto;
  }

  .with-screen .top {
    grid-area: 1 / 1;
    align-self: start;
    max-width: none;
    margin: calc(1rem + var(--_safe-top)) 0.75rem 0.5rem calc(1rem + var(--_safe-left));
  }

  .with-screen .large {
    grid-area: 2 / 1 / auto / -1;
  }

  .with-screen .bar {
    grid-area: 3 / 1 / auto / -1;
    margin-block: 0.75rem calc(1.25rem + var(--_safe-bottom));
  }

  /* One below the other, in the same place of the grid. */
  .with-screen .own,
  .with-screen .tile,
  .with-screen firelink-flip {
    grid-area: 1 / 2;
    place-self: start end;
    margin: calc(1rem + var(--_safe-top)) calc(1rem + var(--_safe-right)) 0.5rem 0;
  }

  .with-screen .own,
  .with-screen .tile {
    width: var(--_tile);
    height: var(--_tile-height);
    aspect-ratio: auto;
  }

  .with-screen .tile {
    margin-top: calc(1rem + var(--_safe-top) + var(--_own-room));
    border-radius: var(--_radius);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 22%), 0 8px 24px rgb(0 0 0 / 45%);
  }

  .screen.large {
    background: none;
  }

  /* Heard all the same. */
  .only-screen .remote {
    visibility: hidden;
    --_person: hidden;
  }

  .enlarge {
    padding: 0;
    border: 0;
    background: none;
  }

  .enlarge:hover {
    background: rgb(255 255 255 / 10%);
  }

  .sharing {
    background: #ffc08a;
    color: #38230f;
  }

  /* Seven buttons beside each other, on 360 px and more. */
  .bar.full {
    --_round: clamp(2.75rem, 10.5cqw, 3.5rem);
    gap: clamp(0.25rem, 3cqw - 0.5rem, 1.25rem);
  }

  /* On less, the menu has what is left out. */
  @container (max-width: 22.4rem) {
    .bar.full firelink-share-button {
      display: none;
    }
  }

  /* Beside the screen and the bar, one's own below and the other side's above it. */
  @container (min-width: 52rem) {
    .with-screen > * {
      --_tile: clamp(9rem, 14cqw, 24rem);
      --_tile-height: calc(var(--_tile) * 10 / 16);
    }

    .with-screen .top {
      grid-column: 1 / -1;
    }

    .with-screen .large,
    .with-screen .bar {
      grid-column: 1 / 2;
    }

    .with-screen .own,
    .with-screen .tile,
    .with-screen firelink-flip {
      grid-row: 2 / -1;
      place-self: end;
      margin: 0 calc(1rem + var(--_safe-right)) calc(1.25rem + var(--_safe-bottom)) 1rem;
    }

    .with-screen .tile {
      margin-bottom: calc(1.25rem + var(--_safe-bottom) + var(--_own-room));
    }
  }

  /* A phone on its side, or one with the chat below: beside the screen, from the top. */
  @container (max-height: 26rem) {
    .with-screen > * {
      --_tile: clamp(4.5rem, 20cqw, 7.5rem);
      --_tile-height: calc(var(--_tile) * 3 / 4);
    }

    .with-screen .top {
      grid-column: 1 / 2;
      gap: 0.25rem;
      margin: calc(0.5rem + var(--_safe-top)) 0.5rem 0.375rem calc(0.75rem + var(--_safe-left));
    }

    .with-screen .large {
      grid-column: 1 / 2;
    }

    .with-screen .bar {
      margin-block: 0.5rem calc(0.75rem + var(--_safe-bottom));
    }

    .with-screen .own,
    .with-screen .tile,
    .with-screen firelink-flip {
      grid-row: 1 / 3;
      place-self: start end;
      margin: calc(0.5rem + var(--_safe-top)) calc(0.75rem + var(--_safe-right)) 0 0.5rem;
    }

    .with-screen .tile {
      margin-top: calc(0.5rem + var(--_safe-top) + var(--_own-room));
    }

    .with-screen .chip {
      min-height: 1.75rem;
      padding: 0.125rem 0.5rem;
      font-size: 0.8125rem;
    }
  }
`;
