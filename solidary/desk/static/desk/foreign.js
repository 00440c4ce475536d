/* Words in another language keep it while their story is edited. */
(() => {
  "use strict";
  const Foreign = ({ contentState, entityKey, children }) => {
    const { lang, dir } = contentState.getEntity(entityKey).getData();
    return window.React.createElement(
      "span",
      { lang, dir, title: lang, className: "desk-foreign" },
      children,
    );
  };
  window.draftail.registerPlugin({ type: "FOREIGN", decorator: Foreign }, "entityTypes");
})();
