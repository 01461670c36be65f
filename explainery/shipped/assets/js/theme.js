(d => {
try { let chosen = d.documentElement.dataset; chosen.theme = localStorage.theme || ""; if (localStorage.notes) chosen.notes = "" } catch {}
if (location.protocol != "file:") for (let href of (d.currentScript.dataset.fonts || "").match(/\S+/g) || [])
d.head.append(Object.assign(d.createElement("link"), {rel: "preload", as: "font", crossOrigin: "", href}))
})(document)
