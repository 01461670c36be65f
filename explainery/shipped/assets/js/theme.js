(d => {
try { d.documentElement.dataset.theme = localStorage.theme || "" } catch {}
if (location.protocol != "file:") for (let href of (d.currentScript.dataset.fonts || "").match(/\S+/g) || [])
d.head.append(Object.assign(d.createElement("link"), {rel: "preload", as: "font", crossOrigin: "", href}))
})(document)
