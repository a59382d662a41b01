// Warns before a session ends because nothing was done, and lets whoever is there stay. Typing
// counts as doing something; so does another page of ours in the same browser.
const dialog = document.getElementById("stay");
const SEEN = "lscp-seen";

function start({ idle, stay, ended }) {
  const length = Number(idle) * 1000;
  // The server counts from when a request arrives, which may be a little later than we do.
  const late = Math.min(10 * 1000, length / 4);
  const warning = Math.min(2 * 60 * 1000, length / 2);
  const quiet = () => Date.now() - Number(localStorage.getItem(SEEN));
  const leave = () => {
    const here = encodeURIComponent(location.pathname + location.search);
    location.assign(`${ended}?next=${here}`);
  };
  const remain = async () => {
    localStorage.setItem(SEEN, String(Date.now()));
    const answer = await fetch(stay, { redirect: "manual" });
    if (!answer.ok) leave();
  };
  const isThere = () => {
    if (!dialog.open && quiet() > length / 30) remain();
  };
  localStorage.setItem(SEEN, String(Date.now()));
  addEventListener("keydown", isThere);
  addEventListener("pointerdown", isThere);
  dialog.querySelector("button").addEventListener("click", () => {
    dialog.close();
    remain();
  });
  setInterval(() => {
    if (quiet() > length + late) leave();
    else if (quiet() > length - warning && !dialog.open) dialog.showModal();
    else if (quiet() <= length - warning && dialog.open) dialog.close();
  }, 1000);
}

if (dialog) start(dialog.dataset);
