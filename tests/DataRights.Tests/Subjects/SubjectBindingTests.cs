using System.Security.Cryptography;
using System.Text;
using DataRights.Requests;
using DataRights.Subjects;
using DataRights.Tests.Requests;
using Xunit;

namespace DataRights.Tests.Subjects;

/// <summary>The hash that binds a receipt to a person, and who is told what opens it.</summary>
public sealed class SubjectBindingTests
{
    private const string Salt = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    [Fact]
    public void Anybody_can_recompute_it()
    {
        var opening = new SubjectOpening(Salt, new Dictionary<string, string> { ["user_id"] = "42", ["email"] = "ä@example.org" });
        var expected = HMACSHA256.HashData(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), Encoding.UTF8.GetBytes("5:email,14:ä@example.org,7:user_id,2:42,"));

        Assert.Equal(Convert.ToHexStringLower(expected), SubjectBinding.Hash(opening));
        Assert.Equal("an opening of user_id, email", opening.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH 8")]
    public void Only_the_one_text_of_32_bytes_is_a_salt(string text) => Assert.False(SubjectBinding.IsSalt(text));

    [Fact]
    public async Task The_opening_is_told_once_and_only_its_hash_is_kept()
    {
        var world = new World();
        var made = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, key: "k"), World.Token);
        var again = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, key: "k"), World.Token);

        Assert.Null(again.Opening);
        Assert.Equal("canary.person@example.org", made.Opening!.Identifiers["email"], ignoreCase: true);
        Assert.Equal(SubjectBinding.Hash(made.Opening), (await world.ReadAsync(made.Request.Id)).SubjectBinding);
        Assert.All(world.Objects.Everything(), o => Assert.DoesNotContain(made.Opening.Salt, Encoding.UTF8.GetString(world.Objects.Bytes(o.Name)!), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_submitter_may_bring_the_salt_and_not_a_bad_one()
    {
        var world = new World();
        var made = await world.Service().SubmitAsync(World.Ask(RequestKind.Deletion) with { OpeningSalt = Salt }, World.Token);
        Assert.Equal(Salt, made.Opening!.Salt);

        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => world.Service().SubmitAsync(World.Ask(RequestKind.Deletion, "4") with { OpeningSalt = "short" }, World.Token));
        Assert.Equal(("opening-salt-invalid", "/openingSalt"), (refused.Code, refused.Pointer));
        var reused = await Assert.ThrowsAsync<RequestRefusedException>(async () =>
        {
            await world.Service().SubmitAsync(World.Ask(RequestKind.Access, "4", "k"), World.Token);
            await world.Service().SubmitAsync(World.Ask(RequestKind.Access, "4", "k") with { OpeningSalt = Salt }, World.Token);
        });
        Assert.Equal("idempotency-key-reused", reused.Code);
    }

    [Fact]
    public async Task An_export_has_no_receipt_and_so_no_opening() =>
        Assert.Null((await new World().Service().SubmitAsync(World.Ask(RequestKind.Access), World.Token)).Opening);
}
