// What is chosen, in words and figures: a campus, an arrondissement, a specialisation, or the plan as a whole.

function drawDetails() {
  const parts = state.campus !== null ? campusDetails(state.campus)
    : state.zone !== null ? zoneDetails(state.zone)
      : state.pick ? pickDetails() : planDetails();
  replace("details", parts);
  paintFamilies(byId("details"));
}

function heading(text, ...after) {
  return h("div", { class: "details__head" }, h("h2", { text }), ...after);
}

function clearButton(text, patch) {
  return h("button", { type: "button", class: "clear", "data-key": "clear", text, on: { click: () => change(patch, t("choice_cleared")) } });
}

function fromTo(today, plan, counted) {
  if (state.mode !== "changes") return plural(counted, state.mode === "today" ? today : plan);
  return `${number(today)} \u2192 ${plural(counted, plan)} (${signed(plan - today)})`;
}

// The grid: every specialisation at a fixed place, so that the eye can compare one campus with the next.
function campusDetails(campus) {
  const { today, plan } = totals;
  const facts = [institutionOf(campus).name, townOf(campus),
    fromTo(today[campus].programmes, plan[campus].programmes, "programmes"),
    fromTo(today[campus].students, plan[campus].students, "students"),
    plural("places", data.campuses[campus].places)];
  const blocks = data.families.map((family, place) => {
    const members = [...data.specialisations.keys()].filter((one) => data.specialisations[one].family === place);
    return h("section", { class: "block" },
      h("h3", {}, h("span", { class: "family", "data-family": family.letter, "aria-hidden": "true", text: family.letter }), named(family.name)),
      h("ul", {}, members.map((one) => h("li", {}, gridCell(campus, one)))));
  });
  return [heading(campusName(campus), clearButton(t("clear"), { campus: null })),
    h("p", { class: "facts", text: facts.join(" \u00b7 ") }), lockControls(campus), h("div", { class: "grid" }, blocks)];
}

const ICONS = {
  stays: "M0 -3.5A3.5 3.5 0 1 1 0 3.5A3.5 3.5 0 1 1 0 -3.5Z", grows: "M0 -5L5 4H-5Z", shrinks: "M0 5L5 -4H-5Z",
  new: "M-1.4 -5H1.4V-1.4H5V1.4H1.4V5H-1.4V1.4H-5V-1.4H-1.4Z",
  stops: "M-4.5 -3L-3 -4.5L0 -1.5L3 -4.5L4.5 -3L1.5 0L4.5 3L3 4.5L0 1.5L-3 4.5L-4.5 3L-1.5 0Z",
};

function statusIcon(status) {
  return s("svg", { class: `status status--${status}`, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    status === "none" ? [] : s("path", { d: ICONS[status] }));
}

function statusKeys() {
  return h("ul", { class: "keys keys--row" }, ["stays", "grows", "shrinks", "new", "stops"].map((status) => (
    h("li", {}, statusIcon(status), h("span", { text: t(`status_${status}`) })))));
}

function gridCell(campus, place) {
  const { id, degree } = data.specialisations[place];
  const programme = programmesOf[campus].find((one) => one.specialisation === place);
  const shown = programme && (state.mode === "changes" || isTaught(programme, state.mode)) ? programme : null;
  const status = !shown ? "none" : state.mode === "changes" ? statusOf(shown) : "stays";
  const pick = `one:${id}`;
  const words = shown ? [t(`status_${status}`), programmeText(shown)] : [t("status_none")];
  const value = !shown ? "" : state.mode === "changes" ? cellChange(shown)
    : (state.mode === "today" ? approximately(shown) : "") + number(studentsIn(shown, state.mode));
  return h("button", { type: "button", class: `cell cell--${status}`, "data-key": `cell-${place}`, "aria-pressed": String(state.pick === pick),
    title: [specialisationName(place), degreeName(degree), ...words].join(", "),
    on: { click: () => change({ pick: state.pick === pick ? "" : pick }, specialisationName(place)) } },
  statusIcon(status), h("span", { class: "cell__name", text: specialisationName(place) }),
  h("span", { class: isAmbiguous(place) ? "degree" : "unseen", text: ` ${degreeMark(degree)} ` }),
  shown && leadsIn(shown) ? leadStar() : null, lockSign(campus, place),
  h("span", { class: "unseen", text: ` ${words[0]} ` }), h("span", { class: "cell__value", text: value }));
}

function leadStar() {
  return h("span", { class: "lead" }, h("span", { class: "unseen", text: ` ${t("lead_centre")} ` }),
    s("svg", { class: "key key--small", viewBox: "-12 -12 24 24", "aria-hidden": "true" }, star(0, 0, 10)));
}

// The degree stands beside a name only where the subject is taught at several.
function isAmbiguous(place) {
  return data.specialisations.filter((one) => one.subject === data.specialisations[place].subject).length > 1;
}

function cellChange(programme) {
  if (programme.change === "closed") return signed(-programme.today);
  if (programme.change === "opened") return number(programme.plan);
  return signed(programme.plan - programme.today);
}

function zoneDetails(zone) {
  const one = data.zones[zone];
  const travel = { today: one.observed, plan: one.plan, changes: one.plan }[state.mode];
  const facts = [named(one.province), plural("students", one.students)];
  if (travel !== null) facts.push(t("mean_km_said", { km: number(travel, 1) }));
  if (state.mode === "changes" && one.extra !== null) facts.push(t("compared_km", { today: number(one.today, 1), change: signed(one.extra, 1) }));
  const found = destinationsOf(zone, state.mode);
  const total = found.reduce((sum, [, students]) => sum + students, 0);
  return [heading(`${t("arrondissement")} ${named(one.name)}`, clearButton(t("clear"), { zone: null })),
    h("p", { class: "facts", text: facts.join(" \u00b7 ") }), h("h3", { text: t("destinations") }),
    h("ol", { class: "bars" }, found.slice(0, 12).map(([campus, students]) => bar(
      `${campusName(campus)}, ${townOf(campus)}`, students / total, plural("students", students), () => chooseCampus(campus), `go-${campus}`)))];
}

function bar(name, share, value, choose, focusKey) {
  const length = h("span", { class: "bars__length" });
  length.style.width = `${(share * 100).toFixed(1)}%`;
  return h("li", {}, h("button", { type: "button", class: "bars__row", "data-key": focusKey, on: { click: choose } },
    h("span", { class: "bars__name", text: name }), h("span", { class: "bars__track" }, length), h("span", { class: "bars__value" }, value)));
}

function pickDetails() {
  const shown = pickedProgrammes().filter((one) => state.mode === "changes" || isTaught(one, state.mode))
    .sort((one, other) => studentsIn(other, state.mode) - studentsIn(one, state.mode) || (other.today ?? 0) - (one.today ?? 0));
  const all = pickedProgrammes();
  const several = pickedSpecialisations().length > 1;
  const count = (mode) => all.filter((one) => isTaught(one, mode)).length;
  const sum = (mode) => all.reduce((total, one) => total + studentsIn(one, mode), 0);
  const facts = [named(data.families[data.specialisations[pickedSpecialisations()[0]].family].name),
    fromTo(count("today"), count("plan"), "programmes"), fromTo(sum("today"), sum("plan"), "students")];
  const most = Math.max(1, ...shown.map((one) => Math.max(one.today ?? 0, one.plan ?? 0)));
  return [heading(pickedName(), clearButton(t("show_all"), { pick: "" })), h("p", { class: "facts", text: facts.join(" \u00b7 ") }),
    h("ol", { class: "bars" }, shown.map((one) => bar(
      `${campusName(one.campus)}, ${townOf(one.campus)}${several ? ` (${degreeMark(data.specialisations[one.specialisation].degree)})` : ""}`,
      studentsIn(one, state.mode) / most, pickValue(one), () => chooseCampus(one.campus), `go-${one.campus}-${one.specialisation}`)))];
}

function pickValue(one) {
  const lead = leadsIn(one) ? [leadStar()] : [];
  const text = state.mode === "changes" ? `${number(one.today ?? 0)} \u2192 ${plural("students", one.plan ?? 0)}`
    : (state.mode === "today" ? approximately(one) : "") + plural("students", studentsIn(one, state.mode));
  return [h("span", { text }), ...lead];
}

// Nothing chosen: how sure the plan is, goal by goal.
function planDetails() {
  if (compared) return storyDetails();
  const { status, goals } = data.proof;
  const parts = [heading(t(data.modes.length === 1 ? "no_plan" : "how_sure"))];
  if (data.modes.length > 1) {
    parts.push(h("p", { class: `verdict verdict--${status}`, text: proofText() }),
      h("ol", { class: "goals" }, goals.map((goal) => h("li", {}, h("strong", { text: termName(goal.term) }),
        ` ${amount(goal.value, goal.unit)} \u2013 `, h("span", { text: goalText(goal) })))));
    if (goals.some((goal) => goal.plan !== null)) parts.push(h("p", { class: "muted", text: t("given_up_note") }));
  }
  if (state.mode === "today" && data.modes.length > 1) parts.push(h("p", { class: "muted", text: t("today_note") }));
  if (state.mode === "changes") parts.push(h("p", { class: "muted", text: t("extra_note") }));
  parts.push(h("p", { class: "hint", text: t("hint") }));
  return parts;
}

// Of two plans: what one changes of the other, as a newspaper would print it.
function storyDetails() {
  const { titles, text } = data.story;
  return [heading(t("what_differs")),
    h("ul", { class: "sides" }, titles.map(({ letter, title }) => h("li", {}, h("span", { class: "side", text: letter }), named(title)))),
    h("p", { class: "story", text: text[state.lang === "nl" ? 0 : 1] }),
    ...(state.mode === "changes" ? [h("p", { class: "muted", text: t("extra_note") })] : []), h("p", { class: "hint", text: t("hint") })];
}

function goalText(goal) {
  const proof = goalProof(goal);
  return goal.plan === null ? proof : `${proof}; ${t("goal_plan", { plan: amount(goal.plan, goal.unit) })}`;
}

function goalProof(goal) {
  if (goal.verdict === "unknown") return t("goal_unknown");
  if (goal.verdict === "proven") return t("goal_proven");
  return t(goal.verdict === "optimal" ? "goal_margin" : "goal_gap", { gap: gapText(goal.gap) });
}

function gapText(gap) {
  return gap < 0.0005 ? `< ${percent(0.0005, 2)}` : percent(Math.ceil(gap * 1000) / 1000, 1);
}

function proofShort() {
  const { status, gap } = data.proof;
  if (status === "optimal" && (gap ?? 0) <= 1e-6) return t("short_optimal");
  return gap === null ? t("short_unknown") : t("short_gap", { gap: gapText(gap) });
}

function proofText() {
  const { status, stopped_by: stopped, gap } = data.proof;
  if (status === "optimal") return t(gap !== null && gap > 1e-6 ? "proof_margin" : "proof_optimal", { gap: gapText(gap ?? 0) });
  const why = t(`stopped_${stopped}`);
  return gap === null ? t("proof_unknown", { why }) : t("proof_gap", { why, gap: gapText(gap) });
}
