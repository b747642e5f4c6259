// Pushes glyphs apart and finds room for town names. Deterministic: same input, same places.

const STEPS = 260;

// Items have ax, ay (where they belong), w, up and down (room to the sides, above and below) and get x, y.
// All stay inside the frame ({ x0, x1, y0, y1 }).
function spread(items, frame) {
  items.forEach((item, place) => {
    const angle = place * 2.399963;
    item.x = item.ax + Math.cos(angle) * 1.5;
    item.y = item.ay + Math.sin(angle) * 1.5;
  });
  for (let step = 0; step < STEPS; step += 1) {
    const pull = step < STEPS * 0.75 ? 0.035 : 0;
    for (const item of items) {
      item.x += (item.ax - item.x) * pull;
      item.y += (item.ay - item.y) * pull;
    }
    for (let one = 0; one < items.length; one += 1) {
      for (let two = one + 1; two < items.length; two += 1) push(items[one], items[two], pull > 0);
    }
    for (const item of items) {
      item.x = Math.min(Math.max(item.x, frame.x0 + item.w), frame.x1 - item.w);
      item.y = Math.min(Math.max(item.y, frame.y0 + item.up), frame.y1 - item.down);
    }
  }
}

// Two boxes that overlap move apart: along the line between them first, the smaller one most, so that a town's glyphs
// spread all round; in the end along the side where they overlap least.
function push(one, two, rounding) {
  const dx = two.x - one.x;
  const dy = two.y - one.y;
  const overX = one.w + two.w - Math.abs(dx);
  const overY = (dy > 0 ? one.down + two.up : one.up + two.down) - Math.abs(dy);
  if (overX <= 0 || overY <= 0) return;
  if (rounding) {
    const length = Math.hypot(dx, dy) || 0.01;
    const shift = Math.min(overX, overY) / length;
    const yields = two.w ** 2 / (one.w ** 2 + two.w ** 2);
    one.x -= dx * shift * yields;
    two.x += dx * shift * (1 - yields);
    one.y -= dy * shift * yields;
    two.y += dy * shift * (1 - yields);
    return;
  }
  const sideways = overX < overY;
  const shift = (Math.sign(sideways ? dx : dy) || 1) * Math.min(overX, overY) * 0.5;
  if (sideways) {
    one.x -= shift;
    two.x += shift;
  } else {
    one.y -= shift;
    two.y += shift;
  }
}

const OFFSETS = [[0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1]];
const REACHES = [14, 30, 46, 62, 80, 100];

// Town names where there is room: the nearest place on eight sides that no glyph and no other name covers.
function placeNames(towns, items) {
  const taken = items.map((item) => ({ x0: item.x - item.w, x1: item.x + item.w, y0: item.y - item.up, y1: item.y + item.down }));
  const placed = [];
  for (const town of towns) {
    const width = town.text.length * 6.2 + 4;
    const boxes = REACHES.slice(0, town.large ? 6 : 3).flatMap((reach) => OFFSETS.map(([sx, sy]) => {
      const [x, y] = [town.x + sx * (reach + (sx ? width / 2 - 8 : 0)), town.y + sy * reach];
      return { x, y, x0: x - width / 2, x1: x + width / 2, y0: y - 8, y1: y + 8 };
    }));
    const free = boxes.find((at) => taken.every((other) => at.x1 < other.x0 || at.x0 > other.x1 || at.y1 < other.y0 || at.y0 > other.y1));
    if (!free) continue;
    taken.push(free);
    placed.push({ text: town.text, x: free.x, y: free.y });
  }
  return placed;
}
