using DataRights.Sources;

namespace DataRights.Testing.Fakes;

/// <summary>Calls the writer as a test likes it.</summary>
public sealed record FakeValue(Action<IValueWriter> Write)
{
    public static FakeValue Canonical(string text) => new(w => w.Canonical(text));

    public static FakeValue Json(string text) => new(w => w.Json(text));

    public static FakeValue Number(string digits) => new(w => w.Number(digits));
}
