// Draws the whole picture into an SVG element, with any projection: the live map and the printed figure share it.

function pathOf(rings, project) {
  return rings.map((ring) => `M${ring.map(([lon, lat]) => {
    const at = project(lat, lon);
    return `${at.x.toFixed(1)} ${at.y.toFixed(1)}`;
  }).join("L")}Z`).join("");
}

// What shades the arrondissements: the catchment of the chosen campus, or extra travel in "changes".
function shading() {
  if (state.campus !== null && !state.pick) {
    const { shares } = originsOf(state.campus, state.mode);
    return { kind: "catchment", ...data.classes.catchment, values: shares };
  }
  if (state.mode === "changes" && !state.pick) {
    return { kind: "extra", ...data.classes.extra, values: data.zones.map((zone) => zone.extra) };
  }
  return null;
}

function zoneText(zone) {
  const one = data.zones[zone];
  const shade = shading();
  const parts = [`${t("arrondissement")} ${named(one.name)}`, plural("students", one.students)];
  if (shade?.kind === "catchment") parts.push(t("share_of_campus", { share: percent(shade.values[zone], 1) }));
  if (shade?.kind === "extra" && one.extra !== null) parts.push(t("extra_km", { km: signed(one.extra, 1) }));
  return parts;
}

// The outline of an arrondissement; a small square where the data set has no boundaries.
function zonePath(zone, project) {
  const rings = data.geography.zones[zone];
  if (rings.length) return pathOf(rings, project);
  const at = project(data.zones[zone].lat, data.zones[zone].lon);
  return `M${(at.x - 12).toFixed(1)} ${(at.y - 12).toFixed(1)}h24v24h-24Z`;
}

function drawBase(target, project, live) {
  const { land, zones, provinces } = data.geography;
  for (const rings of land) target.append(s("path", { d: pathOf(rings, project), class: "land", "fill-rule": "evenodd" }));
  const shade = shading();
  zones.forEach((_, zone) => {
    const value = shade?.values[zone];
    const colour = value === null || value === undefined ? "#fbfaf6" : shade.colours[classOf(value, shade.breaks)];
    const attributes = { d: zonePath(zone, project), class: "zone", fill: colour,
      "fill-rule": "evenodd" };
    if (live) Object.assign(attributes, interactive(`zone-${zone}`, zoneText(zone), state.zone === zone, () => chooseZone(zone)));
    target.append(s("path", attributes));
  });
  for (const rings of provinces) target.append(s("path", { d: pathOf(rings, project), class: "province" }));
  if (state.zone !== null) target.append(s("path", { d: zonePath(state.zone, project), class: "outline" }));
  if (live) target.append(s("path", { class: "outline", id: "zone-focus" }));
}

function interactive(key, lines, pressed, choose) {
  return {
    tabindex: 0, role: "button", "data-key": key, "aria-label": lines.join(", "), "aria-pressed": String(pressed),
    on: {
      click: (event) => { event.stopPropagation(); choose(); },
      keydown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        choose();
      },
      pointerenter: (event) => showTip(lines, event.currentTarget),
      pointerleave: hideTip,
      focus: (event) => {
        reveal(event.currentTarget);
        showTip(lines, event.currentTarget);
      },
      blur: hideTip,
    },
  };
}

function drawRibbons(target, items, project) {
  const layer = s("g", { class: "ribbons" });
  const at = (kind, campus) => items.find((item) => item.kind === kind && item.campus === campus);
  if (state.pick && state.mode === "changes") drawShifts(layer, items, pickedShifts());
  else if (!state.pick && state.campus !== null && state.mode === "changes") drawShifts(layer, items, campusShifts());
  else if (!state.pick && state.campus !== null) drawOrigins(layer, at("campus", state.campus), project);
  else if (!state.pick && state.zone !== null) drawDestinations(layer, at, project);
  for (const item of items.filter((one) => one.kind === "host")) drawFeeds(layer, item, items, project);
  target.append(layer);
}

function pickedShifts() {
  const members = pickedSpecialisations();
  return data.shifts.filter((shift) => members.includes(shift.specialisation))
    .map((shift) => ({ ...shift, from: `programme-${shift.start}-${shift.specialisation}`,
      to: `programme-${shift.end}-${shift.specialisation}` }));
}

function campusShifts() {
  const sums = new Map();
  for (const { start, end, students } of data.shifts) {
    if (start === end || (start !== state.campus && end !== state.campus)) continue;
    sums.set(`${start}-${end}`, (sums.get(`${start}-${end}`) ?? 0) + students);
  }
  return [...sums].map(([pair, students]) => {
    const [start, end] = pair.split("-");
    return { from: `campus-${start}`, to: `campus-${end}`, students };
  });
}

function drawShifts(layer, items, shifts) {
  const most = Math.max(1, ...shifts.map((shift) => shift.students));
  for (const shift of shifts) {
    const start = items.find((item) => item.key === shift.from);
    const end = items.find((item) => item.key === shift.to);
    if (start && end) {
      const width = 2.5 + 11 * (shift.students / most);
      layer.append(s("path", { d: ribbon(start, end, width, start.radius, end.radius + 1), class: "shift" }));
    }
  }
}

function drawOrigins(layer, item, project) {
  if (!item) return;
  const { pairs, shares } = originsOf(state.campus, state.mode);
  for (const [zone] of pairs.filter((pair) => shares[pair[0]] >= 0.01)) {
    const start = project(data.zones[zone].lat, data.zones[zone].lon);
    layer.append(s("path", { d: ribbon(start, item, 1.5 + 16 * shares[zone], 0, item.radius), class: "origin" }));
  }
}

function drawDestinations(layer, at, project) {
  const start = project(data.zones[state.zone].lat, data.zones[state.zone].lon);
  const found = destinationsOf(state.zone, state.mode);
  const total = found.reduce((sum, [, students]) => sum + students, 0);
  for (const [campus, students] of found) {
    const item = at("campus", campus);
    if (item && students >= 0.01 * total) {
      layer.append(s("path", { d: ribbon(start, item, 1.5 + 22 * (students / total), 0, item.radius), class: "origin" }));
    }
  }
}

function drawFeeds(layer, host, items, project) {
  const sums = new Map();
  for (const feed of instituteIn(state.mode).feeds.filter((one) => one.host === host.host)) {
    sums.set(feed.campus, (sums.get(feed.campus) ?? 0) + feed.residents);
  }
  for (const [campus, residents] of sums) {
    const place = data.campuses[campus];
    const start = items.find((item) => item.campus === campus) ?? { ...project(place.lat, place.lon), radius: 3 };
    layer.append(s("path", { d: ribbon(start, host, 2 + residents * 0.7, start.radius, host.radius), class: "feed" }));
  }
}

function drawFirms(target, project) {
  if (!state.layers.firms) return;
  for (const firm of data.firms) {
    const at = project(firm.lat, firm.lon);
    const mark = diamond(at.x, at.y);
    const lines = [firm.name, firm.kind, firm.families.map((family) => named(data.families[family].name)).join(", ")];
    fill(mark, { role: "img", "aria-label": lines.join(", "),
      on: { pointerenter: (event) => showTip(lines, event.currentTarget), pointerleave: hideTip } }, []);
    target.append(mark);
  }
}

function townNames(project) {
  const count = new Map();
  for (const { campus } of data.programmes) {
    const town = data.campuses[campus].municipality;
    count.set(town, (count.get(town) ?? 0) + 1);
  }
  return [...count.keys()].sort((one, other) => count.get(other) - count.get(one) || one - other).map((place) => {
    const town = data.municipalities[place];
    return { ...project(town.lat, town.lon), text: shorten(named(town.name), 24), large: count.get(place) > 5 };
  });
}

// How far glyphs may leave the bounds of the data, in pixels: little, unless the data are all but a line or a point.
const LEAST_MARGIN = 12;
const LEAST_SIDE = 300;

function margin(one, other, side) {
  return Math.max(LEAST_MARGIN, (LEAST_SIDE - Math.abs(one[side] - other[side])) / 2);
}

// options: scale (of the glyphs), labelled (names below glyphs), live (can be chosen), compact (no badges).
function drawScene(target, project, options) {
  target.replaceChildren();
  drawBase(target, project, options.live);
  let items = glyphItems(options.scale, options.labelled);
  for (const item of items) {
    const at = project(item.place.lat, item.place.lon);
    item.ax = at.x;
    item.ay = at.y;
  }
  const [[south, west], [north, east]] = data.geography.bounds;
  const [southWest, northEast] = [project(south, west), project(north, east)];
  const [wide, high] = [margin(southWest, northEast, "x"), margin(southWest, northEast, "y")];
  spread(items, { x0: southWest.x - wide, x1: northEast.x + wide, y0: northEast.y - high, y1: southWest.y + high });
  items = items.filter((item) => item.shown);
  for (const name of placeNames(townNames(project), items)) target.append(label(name.text, name.x, name.y + 4, { class: "town" }));
  drawRibbons(target, items, project);
  drawFirms(target, project);
  for (const item of items) {
    if (Math.hypot(item.x - item.ax, item.y - item.ay) <= item.radius * 0.6) continue;
    target.append(s("line", { x1: item.ax, y1: item.ay, x2: item.x.toFixed(1), y2: item.y.toFixed(1), class: "leader" }),
      s("circle", { cx: item.ax, cy: item.ay, r: 2.2, class: "anchor" }));
  }
  const order = [...items].sort((one, other) => Number(isChosen(one)) - Number(isChosen(other)));
  for (const item of options.live ? items : order) target.append(drawGlyph(item, options));
}

function isChosen(item) {
  return item.campus !== undefined && item.campus === state.campus;
}

function drawGlyph(item, options) {
  const outer = Math.max(item.radius, item.before ?? 0);
  const picture = s("g", { "aria-hidden": "true" }, drawItem(item, options.compact));
  if (options.labelled || isChosen(item)) picture.append(label(itemLabel(item), 0, outer + 12, { class: "name" }));
  const choose = () => (item.kind === "host" ? undefined : chooseCampus(item.campus));
  const halo = s("circle", { r: Math.max(13, outer + 3), class: "halo",
    ...(options.live ? interactive(item.key, itemText(item), isChosen(item), choose) : {}) });
  return s("g", { transform: `translate(${item.x.toFixed(1)} ${item.y.toFixed(1)})`,
    class: `glyph${isDimmed(item) ? " glyph--dim" : ""}${isChosen(item) ? " glyph--chosen" : ""}` }, halo, picture);
}
