// Everything on the map as tables: the accessible form of the map, sortable by any column.

function tableList() {
  return [programmesTable(), campusesTable(), zonesTable(), originsTable(), shiftsTable(), instituteTable(), firmsTable(), termsTable()]
    .filter((table) => table !== null);
}

function onlyPlanned(...columns) {
  return planned ? columns : [];
}

function programmesTable() {
  const one = (row) => data.specialisations[row.specialisation];
  return { id: "programmes", title: t("programmes"), note: t("estimate_note"), rows: data.programmes, columns: [
    column(t("campus"), "", (row) => campusName(row.campus)), column(t("municipality"), "", (row) => townOf(row.campus)),
    column(t("specialisation"), "", (row) => named(one(row).name)), column(t("degree"), "", (row) => degreeName(one(row).degree)),
    column(t("family"), "", (row) => named(data.families[one(row).family].name)),
    figure(t("mode_today"), t("students_unit"), (row) => row.today, 0, approximately),
    ...onlyPlanned(figure(t("mode_plan"), t("students_unit"), (row) => row.plan), column(t("change"), "", (row) => t(`change_${row.change}`)),
      ...(compared ? [column(t("lead_centre_before"), "", (row) => (row.lead_before ? t("yes") : ""))] : []),
      column(t("lead_centre"), "", (row) => (row.lead ? t("yes") : "")), figure(t("teachers"), unitName("FTE"), (row) => row.fte, 1),
      figure(t("top_teachers"), unitName("FTE"), (row) => row.top_fte, 1))] };
}

function campusesTable() {
  const rows = [...data.campuses.keys()].map((campus) => ({ campus, ...changesOf(campus, "plan") }));
  return { id: "campuses", title: t("campuses"), rows, columns: [
    column(t("code"), "", (row) => data.campuses[row.campus].code), column(t("campus"), "", (row) => data.campuses[row.campus].name),
    column(t("institution"), "", (row) => institutionOf(row.campus).name), column(t("municipality"), "", (row) => townOf(row.campus)),
    figure(t("capacity"), t("places_unit"), (row) => data.campuses[row.campus].places),
    figure(t("mode_today"), t("programmes_unit"), (row) => totals.today[row.campus].programmes),
    ...onlyPlanned(figure(t("mode_plan"), t("programmes_unit"), (row) => totals.plan[row.campus].programmes),
      figure(t("closed"), t("programmes_unit"), (row) => row.closed), figure(t("opened"), t("programmes_unit"), (row) => row.opened),
      figure(t("lead_centres"), "", (row) => row.leads)),
    figure(t("mode_today"), t("students_unit"), (row) => totals.today[row.campus].students),
    ...onlyPlanned(figure(t("mode_plan"), t("students_unit"), (row) => totals.plan[row.campus].students))] };
}

function zonesTable() {
  return { id: "zones", title: t("arrondissements"), note: planned ? t("extra_note") : "", rows: data.zones, columns: [
    column(t("arrondissement"), "", (row) => named(row.name)), column(t("province"), "", (row) => named(row.province)),
    figure(t("students"), t("students_unit"), (row) => row.students),
    ...(compared ? [] : [figure(t("observed"), t("mean_km"), (row) => row.observed, 1)]),
    figure(t("reassigned"), t("mean_km"), (row) => row.today, 1),
    ...onlyPlanned(figure(t("mode_plan"), t("mean_km"), (row) => row.plan, 1),
      column(t("extra"), t("mean_km"), (row) => row.extra, (row) => (row.extra === null ? "\u2013" : signed(row.extra, 1))))] };
}

// Origins of the students of one campus, chosen above the table or on the map.
function originsTable() {
  const chosen = state.campus ?? 0;
  const [today, plan] = ["today", "plan"].map((mode) => new Map(data.origins[mode][chosen] ?? []));
  const rows = [...data.zones.keys()].filter((zone) => today.has(zone) || plan.has(zone));
  const choice = h("select", { id: "origin-campus", "data-key": "origin-campus",
    on: { change: (event) => change({ campus: Number(event.currentTarget.value), zone: null }, t("origins")) } },
  [...data.campuses.keys()].map((campus) => h("option", { value: campus, text: `${campusName(campus)}, ${townOf(campus)}` })));
  choice.value = String(chosen);
  return { id: "origins", title: t("origins"), above: h("p", {}, h("label", { for: "origin-campus", text: `${t("campus")} ` }), choice), rows, columns: [
    column(t("arrondissement"), "", (zone) => named(data.zones[zone].name)),
    figure(t("mode_today"), t("students_unit"), (zone) => today.get(zone) ?? 0),
    ...onlyPlanned(figure(t("mode_plan"), t("students_unit"), (zone) => plan.get(zone) ?? 0))] };
}

function shiftsTable() {
  if (!planned) return null;
  return { id: "shifts", title: t("shifts"), note: t("shift_note"), rows: data.shifts, columns: [
    column(t("specialisation"), "", (row) => `${specialisationName(row.specialisation)} (${degreeMark(data.specialisations[row.specialisation].degree)})`),
    column(t("from"), "", (row) => `${campusName(row.start)}, ${townOf(row.start)}`), column(t("to"), "", (row) => `${campusName(row.end)}, ${townOf(row.end)}`),
    figure(t("students"), t("students_unit"), (row) => row.students)] };
}

function instituteTable() {
  if (!planned || !data.institute.feeds.length) return null;
  return { id: "institute", title: t("institute"), rows: data.institute.feeds, columns: [
    column(t("host"), "", (row) => data.institute.hosts[row.host].name), column(t("specialisation"), "", (row) => specialisationName(row.specialisation)),
    column(t("lead_centre"), "", (row) => `${campusName(row.campus)}, ${townOf(row.campus)}`),
    figure(t("residents"), t("residents_unit"), (row) => row.residents), figure(t("guests"), unitName("FTE"), (row) => row.guest_fte, 1),
    figure(t("distance"), "km", (row) => row.km, 1)] };
}

function firmsTable() {
  if (!data.firms.length) return null;
  return { id: "firms", title: t("layer_firms"), rows: data.firms, columns: [
    column(t("name"), "", (row) => row.name), column(t("kind"), "", (row) => row.kind),
    column(t("families"), "", (row) => row.families.map((family) => named(data.families[family].name)).join(", "))] };
}

function termsTable() {
  if (!data.terms.length) return null;
  const value = (situation) => (row) => row[situation];
  const shown = (situation) => (row) => amount(row[situation], row.unit);
  return { id: "terms", title: t("terms"), note: t("two_todays"), rows: data.terms, columns: [
    column(t("term"), "", (row) => termName(row.name)), ...(compared ? [] : [column(t("observed"), "", value("observed"), shown("observed"))]),
    column(t("reassigned"), "", value("today"), shown("today")), ...onlyPlanned(column(t("mode_plan"), "", value("plan"), shown("plan")))] };
}

function drawTables() {
  if (state.view !== "tables") return replace("tables");
  const tables = tableList();
  const contents = h("nav", { "aria-label": t("tables_contents") }, h("ul", { class: "contents" }, tables.map((table) => h("li", {},
    h("a", { href: `#table-${table.id}`, text: table.title, on: { click: (event) => {
      event.preventDefault();
      const title = byId(`title-${table.id}`);
      title.tabIndex = -1;
      title.focus();
      title.scrollIntoView({ block: "start" });
    } } })))));
  replace("tables", h("h2", { text: t("view_tables") }), contents, tables.map(tableElement));
}
