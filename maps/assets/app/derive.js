// What is computed once from the data: lists by campus and specialisation, totals, subjects.

const planned = data.modes.length > 1;

// A comparison shows two plans: one in the place of today, the other in that of the plan.

const compared = data.story !== undefined;
const NO_INSTITUTE = { hosts: [], feeds: [] };

function leadsIn(programme, mode = state.mode) {
  return mode === "today" ? compared && programme.lead_before : programme.lead;
}

function mayLead() {
  return compared || state.mode !== "today";
}

function instituteIn(mode) {
  if (mode !== "today") return data.institute;
  return compared ? data.institute_before : NO_INSTITUTE;
}

const programmesOf = data.campuses.map((_, campus) => data.programmes.filter((one) => one.campus === campus));

function studentsIn(programme, mode) {
  return (mode === "today" ? programme.today : programme.plan) ?? 0;
}

function isTaught(programme, mode) {
  return (mode === "today" ? programme.today : programme.plan) !== null;
}

function situationOf(mode) {
  return mode === "today" ? "today" : "plan";
}

function familyOf(programme) {
  return data.specialisations[programme.specialisation].family;
}

function campusTotals(campus, mode) {
  const taught = programmesOf[campus].filter((one) => isTaught(one, mode));
  const families = data.families.map(() => 0);
  for (const one of taught) families[familyOf(one)] += studentsIn(one, mode);
  return { programmes: taught.length, students: families.reduce((sum, one) => sum + one, 0), families };
}

const totals = {};
for (const mode of ["today", "plan"]) totals[mode] = data.campuses.map((_, campus) => campusTotals(campus, mode));

const mostStudents = Math.max(1, ...["today", "plan"].flatMap((mode) => totals[mode].map((one) => one.students)));

function changesOf(campus, mode = state.mode) {
  const count = (change) => programmesOf[campus].filter((one) => one.change === change).length;
  return { closed: count("closed"), opened: count("opened"), leads: programmesOf[campus].filter((one) => leadsIn(one, mode)).length };
}

// A subject groups specialisations that differ by degree only; the picker shows it as one.

const subjects = [];
for (const [place, one] of data.specialisations.entries()) {
  const last = subjects.find((subject) => subject.id === one.subject && subject.family === one.family);
  if (last) last.members.push(place);
  else subjects.push({ id: one.subject, family: one.family, members: [place] });
}

function subjectName(subject) {
  const names = [...new Set(subject.members.map((place) => named(data.specialisations[place].name)))];
  return names.map((name, place) => (place ? name.charAt(0).toLocaleLowerCase() + name.slice(1) : name)).join(" / ");
}

function degreeName(degree) {
  return t(`degree_${degree}`);
}

function degreeMark(degree) {
  return t(`mark_${degree}`);
}

function picks() {
  return [...data.specialisations.map((one) => `one:${one.id}`), ...subjects.map((subject) => `all:${subject.id}`)];
}

function pickedSpecialisations() {
  const [kind, id] = [state.pick.slice(0, 3), state.pick.slice(4)];
  if (kind === "one") return [data.specialisations.findIndex((one) => one.id === id)];
  if (kind === "all") return subjects.find((subject) => subject.id === id).members;
  return [];
}

function pickedName() {
  const members = pickedSpecialisations();
  if (members.length === 1) {
    const one = data.specialisations[members[0]];
    return `${named(one.name)} (${degreeMark(one.degree)})`;
  }
  return subjectName({ members });
}

function pickedProgrammes() {
  const members = new Set(pickedSpecialisations());
  return data.programmes.filter((one) => members.has(one.specialisation));
}

function specialisationName(place) {
  return named(data.specialisations[place].name);
}

function institutionOf(campus) {
  return data.institutions[data.campuses[campus].institution];
}

function townOf(campus) {
  return named(data.municipalities[data.campuses[campus].municipality].name);
}

function campusName(campus) {
  return `${institutionOf(campus).short} \u00b7 ${data.campuses[campus].name}`;
}

function shorten(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}\u2026` : text;
}

function originsOf(campus, mode) {
  const pairs = data.origins[situationOf(mode)][campus] ?? [];
  const total = pairs.reduce((sum, pair) => sum + pair[1], 0);
  const shares = data.zones.map(() => 0);
  for (const [zone, students] of pairs) shares[zone] = total ? students / total : 0;
  return { pairs, shares, total };
}

function destinationsOf(zone, mode) {
  const found = [];
  for (const [campus, pairs] of data.origins[situationOf(mode)].entries()) {
    for (const [origin, students] of pairs) if (origin === zone) found.push([campus, students]);
  }
  return found.sort((one, other) => other[1] - one[1] || one[0] - other[0]);
}

function classOf(value, breaks) {
  return breaks.findIndex((bound) => value < bound) === -1 ? breaks.length : breaks.findIndex((bound) => value < bound);
}

// A programme's change, as the icons of the grid have it; a change under five per cent counts as "stays".

const NOTABLE = 0.05;

function statusOf(programme) {
  if (programme.change !== "kept") return programme.change === "closed" ? "stops" : "new";
  const change = programme.plan - programme.today;
  if (Math.abs(change) <= NOTABLE * Math.max(programme.today, 1)) return "stays";
  return change > 0 ? "grows" : "shrinks";
}

function approximately(programme) {
  return programme.estimated ? "\u2248\u2009" : "";
}
