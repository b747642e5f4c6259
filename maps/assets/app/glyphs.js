// Which glyphs the current state calls for: campuses, or the programmes of the chosen specialisation, and the hosts.

// Glyphs keep their places when the mode changes: each takes the room of its largest form, whether it shows or not.

function campusItem(campus, scale) {
  const total = totals[situationOf(state.mode)][campus];
  const empty = total.programmes === 0;
  const radius = empty ? 12 * scale : donutRadius(total.students, scale);
  const room = Math.max(...["today", "plan"].map((mode) => donutRadius(totals[mode][campus].students, scale)));
  return { kind: "campus", key: `campus-${campus}`, campus, total, empty, radius, room, shown: state.mode === "changes" || !empty,
    place: data.campuses[campus] };
}

function campusItems(scale) {
  return data.campuses.map((_, campus) => campusItem(campus, scale))
    .filter((item) => totals.today[item.campus].programmes + totals.plan[item.campus].programmes > 0);
}

function programmeItems(scale) {
  const most = Math.max(1, ...pickedProgrammes().flatMap((one) => [one.today ?? 0, one.plan ?? 0]));
  return pickedProgrammes().map((one) => {
    const closed = state.mode === "changes" && one.change === "closed";
    const radius = closed ? 12 * scale : discRadius(studentsIn(one, state.mode), most, scale);
    const before = state.mode === "changes" && one.today !== null ? discRadius(one.today, most, scale) : 0;
    const room = discRadius(Math.max(one.today ?? 0, one.plan ?? 0), most, scale);
    return { kind: "programme", key: `programme-${one.campus}-${one.specialisation}`, campus: one.campus, programme: one, closed, radius,
      room, before, shown: state.mode === "changes" || isTaught(one, state.mode), place: data.campuses[one.campus] };
  });
}

function hostItems(scale) {
  const shown = (place) => state.layers.institute && (instituteIn(state.mode).hosts[place]?.residents ?? 0) > 0;
  return data.institute.hosts.map((host, place) => (
    { kind: "host", key: `host-${place}`, host: place, radius: 13 * scale, room: 13 * scale, shown: shown(place), place: host }));
}

function glyphItems(scale, labelled) {
  const items = [...(state.pick ? programmeItems(scale) : campusItems(scale)), ...hostItems(scale)];
  for (const item of items) {
    item.w = Math.max(item.room + (item.kind === "programme" ? 18 : 3.5), labelled ? itemLabel(item).length * 3.1 + 3 : 0);
    item.up = item.room + 5;
    item.down = item.room + (labelled ? 15 : 3);
  }
  return items;
}

// What is said of a glyph, in words: by the tooltip and by screen readers.
function itemText(item) {
  if (item.kind === "host") {
    const host = instituteIn(state.mode).hosts[item.host];
    return [t("institute"), host.name, plural("residents", host.residents)];
  }
  const place = `${institutionOf(item.campus).name}, ${townOf(item.campus)}`;
  const lines = [data.campuses[item.campus].name, place];
  if (item.kind === "programme") return [...lines, specialisationTitle(item.programme), programmeText(item.programme)];
  const { today, plan } = totals;
  if (state.mode !== "changes") {
    lines.push(`${plural("programmes", item.total.programmes)}, ${plural("students", item.total.students)}`);
  } else {
    lines.push(`${t("programmes")}: ${today[item.campus].programmes} \u2192 ${plan[item.campus].programmes}`);
    lines.push(`${t("students")}: ${number(today[item.campus].students)} \u2192 ${number(plan[item.campus].students)}`);
  }
  return lines;
}

function specialisationTitle(programme) {
  const one = data.specialisations[programme.specialisation];
  return `${named(one.name)} (${degreeMark(one.degree)})`;
}

function programmeText(programme) {
  const lead = leadsIn(programme) ? ` \u00b7 ${t("lead_centre")}` : "";
  if (state.mode !== "changes") return plural("students", studentsIn(programme, state.mode)) + lead;
  if (programme.change === "closed") return `${t("status_stops")}: ${plural("students", programme.today)} \u2192 0`;
  if (programme.change === "opened") return `${t("status_new")}: ${plural("students", programme.plan)}${lead}`;
  return `${t("students")}: ${number(programme.today)} \u2192 ${number(programme.plan)}${lead}`;
}

function drawCampus(item, compact) {
  const group = s("g", {});
  group.append(item.empty ? emptied(item.radius) : donut(item.total, item.radius, compact));
  const { closed, opened, leads } = changesOf(item.campus);
  const edge = item.radius * 0.74 + 3;
  if (state.mode === "changes" && state.layers.badges && !compact) {
    if (closed) group.append(badge(`\u2212${closed}`, edge, -edge, CLOSED));
    if (opened) group.append(badge(`+${opened}`, edge, edge, OPENED));
  }
  if (state.layers.leads && leads) group.append(star(-edge, -edge, 10, leads > 1 ? String(leads) : ""));
  return group;
}

function drawProgramme(item) {
  const { programme, radius } = item;
  const group = s("g", {});
  const family = data.families[familyOf(programme)];
  if (item.closed) {
    group.append(s("circle", { r: radius, class: "plate emptied" }), cross(radius));
  } else {
    group.append(s("circle", { r: radius + 1.5, class: "plate" }), s("circle", { r: radius, fill: family.colour }));
    const text = state.mode !== "changes" ? number(studentsIn(programme, state.mode))
      : programme.change === "opened" ? number(programme.plan) : signed(programme.plan - programme.today);
    const inside = radius * 2 > text.length * 6.6 + 6;
    group.append(label(text, 0, inside ? 4 : -radius - 4, { class: inside ? "value" : "value value--out", fill: inside ? family.ink : INK }));
    if (state.mode === "changes" && programme.change === "opened") group.append(s("circle", { r: radius + 4, class: "ring-new" }));
    if (item.before) group.append(s("circle", { r: item.before, class: "before" }));
  }
  const edge = radius * 0.74 + 3;
  if (leadsIn(programme)) group.append(star(-edge, -edge, 10));
  group.append(degreePill(data.specialisations[programme.specialisation].degree, edge, -edge));
  return group;
}

function drawHost(item) {
  const host = instituteIn(state.mode).hosts[item.host];
  return s("g", {}, hostMark(item.radius), label(number(host.residents), 0, 7, { class: "value", fill: "#fff" }));
}

function drawItem(item, compact = false) {
  if (item.kind === "host") return drawHost(item);
  return item.kind === "campus" ? drawCampus(item, compact) : drawProgramme(item);
}

function itemLabel(item) {
  if (item.kind === "host") return t("layer_institute");
  return shorten(institutionOf(item.campus).short, 11);
}

function isDimmed(item) {
  return state.campus !== null && item.kind === "campus" && item.campus !== state.campus && !linkedCampuses().has(item.campus);
}

// Campuses that exchange students with the chosen one in the plan.
function linkedCampuses() {
  const linked = new Set();
  if (state.mode !== "changes" || state.campus === null) return linked;
  for (const shift of data.shifts) {
    if (shift.start === state.campus) linked.add(shift.end);
    if (shift.end === state.campus) linked.add(shift.start);
  }
  return linked;
}
