namespace DataRights.Api.Tests.Fakes;

/// <summary>A receipt of a deletion that found nothing, spaced as no serializer would.</summary>
internal static class FakeReceipt
{
    public const string Text = """
        { "version": 1,   "receipt": "deletion", "request": "019ca945-0a00-7600-a4f6-fa909d2c3c63", "controller": {"name":"Ex","contact":"x"},
          "received": "2026-03-01T12:00:00Z", "completed": "2026-03-09T12:00:00Z", "graceWaived": false, "map": {"name":"m","hash":"h"},
          "collections": [], "totals": {"located":0,"deleted":0,"anonymized":0,"retained":0,"detached":0}, "verification": {"checked":0,"left":0},
          "earlierArchivesDestroyed": 0, "recoverableFromBackups": [], "notToldBySystem": [], "notCovered": [], "ledger": {"reference":"r","entries":0} }
        """;
}
