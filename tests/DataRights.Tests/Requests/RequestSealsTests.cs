using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;
using DataRights.Testing.Fakes;
using Xunit;

namespace DataRights.Tests.Requests;

public sealed class RequestSealsTests
{
    private readonly RequestSeals seals = new(new TestKeys());

    [Fact]
    public void What_is_sealed_opens_for_its_own_request_and_field_only()
    {
        var root = new RootKey("users", Key.Of("2026-03-01T00:00:00Z", "\u00e9"));
        List<Identifier> identifiers = [new("email", IdentifierType.Email, "ada@x.example")];
        var record = Record("a") with { SealedRootKey = seals.SealRoot("a", root), SealedIdentifiers = seals.SealIdentifiers("a", identifiers) };

        Assert.Equal(root, seals.OpenRoot(record));
        Assert.Equal(identifiers, seals.OpenIdentifiers(record));
        Assert.Throws<SealBrokenException>(() => seals.OpenRoot(record with { Id = "b" }));
        Assert.Throws<SealBrokenException>(() => seals.OpenRoot(record with { SealedRootKey = record.SealedIdentifiers }));
        Assert.Equal("not-base64", Assert.Throws<SealBrokenException>(() => seals.OpenRoot(record with { SealedRootKey = "?" })).Code);
        Assert.Equal("destroyed", Assert.Throws<SealBrokenException>(() => seals.OpenRoot(Record("a"))).Code);
    }

    private static RequestRecord Record(string id) => new()
    {
        Id = id,
        Kind = RequestKind.Access,
        Status = RequestStatus.Running,
        LedgerReference = "x",
        Received = World.Start,
        Due = World.Start,
        Version = 1,
        Epoch = 1,
    };
}
