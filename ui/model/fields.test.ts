import { describe, expect, it } from "vitest";
import { moveField, secretName, secretOf, secretValue, toggleService } from "./fields";
import { blank } from "./library";

describe("secrets", () => {
  const login = {
    fields: [
      { name: "token", value: "x" },
      { name: "token", value: secretValue("token") },
    ],
  };

  it("are read from and written to a field's value", () => {
    expect(secretOf({ name: "t", value: "{{secret:api key}}" })).toBe("api key");
    expect(secretOf({ name: "t", value: "a {{secret:x}}" })).toBeNull();
    expect(secretOf({ name: "t", value: 5 })).toBeNull();
  });

  it("get a unique name", () => {
    expect(secretName(login, 0)).toBe("token-2");
    expect(secretName({ fields: [{ name: " ", value: "" }] }, 0)).toBe("secret");
  });
});

describe("services", () => {
  it("are added in display order and removed", () => {
    const services = { known: ["first", "test", "quotes"], chosen: ["quotes"] };
    const on = toggleService(services, "first");
    expect(on.chosen).toEqual(["first", "quotes"]);
    expect(toggleService(on, "quotes").chosen).toEqual(["first"]);
  });
});

describe("fields", () => {
  it("move within the list", () => {
    const fields = ["a", "b", "c"].map((name) => ({ name, value: "" }));
    const profile = { ...blank("x"), login: { fields } };
    const names = (one: typeof profile | ReturnType<typeof moveField>) =>
      one.login?.fields.map((field) => field.name).join("");
    expect(names(moveField(profile, 0, 1))).toBe("bac");
    expect(names(moveField(profile, 2, -2))).toBe("cab");
    expect(names(moveField(profile, 2, 1))).toBe("abc");
  });
});
