import { beforeEach, describe, expect, it } from "vitest";
import { fakeHost } from "../test/fake-host";
import type { Models } from "./models";
import { makeWindow } from "./models";

let models: Models;
beforeEach(async () => {
  const host = fakeHost();
  models = makeWindow(host, await host.appInfo(), () => false).tabs.active.models;
  await models.library.load();
  await models.profiles.select("Quotes feed");
});

const names = () => models.layouts.layouts.map((layout) => layout.name);

describe("the layouts page", () => {
  it("adds a layout to the profile and previews it on its message", async () => {
    const { layouts } = models;
    layouts.openWith({ name: "push", format: "<iqd" }, 12);
    expect([layouts.open, layouts.tab, layouts.index, names()]).toEqual([true, "layouts", 0, ["push"]]);
    layouts.openWith({ name: "push", format: "<i" });
    expect(names()).toEqual(["push", "push 2"]);
    await layouts.refresh();
    expect(layouts.preview?.decoded?.nodes[0]?.size).toBe(4);
  });

  it("offers to undo a removal, even after another profile was opened", async () => {
    const { layouts, notices, profiles } = models;
    layouts.openWith({ name: "a", format: "<i" });
    layouts.openWith({ name: "b", format: "<i" });
    layouts.remove("layouts", 0, "a");
    expect(names()).toEqual(["b"]);
    await profiles.select("Original script");
    notices.undo(notices.list.at(-1)?.key ?? 0);
    await new Promise((done) => setTimeout(done));
    expect([profiles.current?.key, names()]).toEqual(["Quotes feed", ["a", "b"]]);
  });

  it("reports problems by path", async () => {
    const { layouts } = models;
    layouts.openWith({ name: "", format: "<z" });
    layouts.add("rules", { layout: "nobody" });
    await layouts.refresh();
    expect(layouts.problems("layouts[0].format")[0]?.code).toBe("format.bad_char");
    expect([layouts.countUnder("layouts"), layouts.countUnder("rules")]).toEqual([2, 1]);
  });

  it("keeps a field's name while its format is retyped", () => {
    const { layouts } = models;
    layouts.openWith({ name: "a", format: "<iq", fields: [{ name: "code" }, { name: "seq" }] });
    const type = (format: string) =>
      layouts.put("layouts", 0, layouts.reformat("layouts[0]", layouts.layouts[0] ?? { format }, format));
    type("<i");
    type("<");
    expect(layouts.layouts[0]?.fields).toEqual([]);
    type("<iq");
    expect(layouts.layouts[0]?.fields?.map((field) => field.name)).toEqual(["code", "seq"]);
  });

  it("closes with the profile", async () => {
    const { layouts, profiles } = models;
    layouts.show();
    await profiles.library.remove("Quotes feed");
    expect(layouts.open).toBe(false);
  });
});
