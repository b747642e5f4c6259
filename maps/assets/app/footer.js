// The proof in one line, sources, and what the data are worth.

function drawFooter() {
  const { note, licence, sources, method, assumptions, warnings } = data.notes;
  const proofLine = data.modes.length > 1 && !compared
    ? [h("span", { class: `dot dot--${data.proof.status}`, "aria-hidden": "true" }), h("strong", { text: proofShort() })] : [];
  const listed = (title, texts) => (texts.length ? [h("h3", { text: title }), h("ul", {}, texts.map((text) => h("li", { text })))] : []);
  const language = state.lang === "nl" ? 0 : 1;
  const noteText = note[language] || note[0];
  replace("proof", proofLine, noteText ? h("span", { class: "note", text: noteText }) : null);
  byId("sources-title").textContent = t("sources_and_quality");
  replace("sources", listed(t("data_notes"), [noteText, t("two_todays"), t("estimate_note"), ...warnings].filter(Boolean)),
    listed(t("method"), method.map((pair) => pair[language])),
    listed(t("assumptions"), assumptions.map((pair) => pair[language])),
    listed(t("sources"), [...sources.map((pair) => pair[language]), licence ? `${t("licence")}: ${licence}` : "", data.geography.notice, t("made_with")].filter(Boolean)));
}
