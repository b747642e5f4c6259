// From values to places: round ticks, levels of the third term, and how figures are written.

function ticks(low, high, wanted, whole) {
  const rough = (high - low || 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const stride = whole ? Math.max(1, Math.round(step)) : step;
  const places = [];
  for (let place = Math.ceil(low / stride - 1e-9) * stride; place <= high + stride * 1e-9; place += stride) places.push(place);
  return { places, digits: Math.max(0, -Math.floor(Math.log10(stride) + 1e-9)) };
}

function rangeOf(axis, withToday) {
  const values = data.points.map((point) => point.values[axis]);
  if (withToday && data.today.values.length) values.push(data.today.values[axis]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.max(1, Math.abs(high))) * 0.06;
  return { low: Math.max(0, low - (axis === Y ? 2.6 : 1) * room), high: high + room };
}

// The third term in five levels of equal width, the best first.
const LETTERS = "ABCDE";
const third = data.terms.length > Z ? levelsOfThird() : null;

function levelsOfThird() {
  const values = data.points.map((point) => point.values[Z]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = (high - low) / LETTERS.length || 1;
  return {
    of: (value) => Math.min(LETTERS.length - 1, Math.max(0, Math.floor((value - low) / width + 1e-9))),
    ends: (level) => [low + level * width, low + (level + 1) * width],
  };
}

function digitsOf(value) {
  return Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 1;
}

function termValue(place, value) {
  const { unit } = data.terms[place];
  if (unit === "share") return percent(value, 1);
  return number(value, data.terms[place].whole ? 0 : digitsOf(value));
}

function termTitle(place) {
  const { name, unit } = data.terms[place];
  return unit === "share" ? termName(name) : `${termName(name)} (${unitName(unit)})`;
}

function gapText(share) {
  if (share === 0) return percent(0);
  return `${number(Math.ceil(share * 1e4 - 1e-6) / 100, 2)}%`;
}

function proofOf(point) {
  if (point.status !== "optimal") return t("unproven", { gap: gapText(point.gap) });
  return point.gap > 0 ? t("proven", { gap: gapText(point.gap) }) : t("proven_exact");
}

function marksOf(point) {
  const marks = point.knee ? [t("knee_mark")] : [];
  if (point.today) marks.push(data.today.exact ? t("todays_number") : t("nearest_today"));
  return marks;
}

function spoken(point) {
  const values = data.terms.map((term, place) => `${termName(term.name)} ${termValue(place, point.values[place])} ${term.unit === "share" ? "" : unitName(term.unit)}`.trim());
  const marks = marksOf(point);
  return t("point_said", { number: point.number, values: values.join("; "), marks: marks.length ? `${marks.join(", ")}.` : "" }).trim();
}
