using DataRights.Mapping;
using DataRights.Requests;
using DataRights.Sources;
using DataRights.Subjects;
using DataRights.Tests.Requests;
using Xunit;

namespace DataRights.Tests.Subjects;

public sealed class IdentifyingTests
{
    private readonly IdentifyingPeople people = new();

    public IdentifyingTests()
    {
        people.Add("users", Key.Of("1"), ("id", "1"), ("email", "ada@x.example"));
        people.Add("users", Key.Of("2"), ("id", "2"), ("email", "bob@x.example"));
        people.Add("users", Key.Of("3"), ("id", "3"), ("email", "twin@x.example"));
        people.Add("users", Key.Of("4"), ("id", "4"), ("email", "twin@x.example"));
        people.Add("newsletter", Key.Of("ada@x.example"), ("email", "ada@x.example"));
        people.Add("newsletter", Key.Of("solo@x.example"), ("email", "solo@x.example"));
        people.Add("newsletter", Key.Of("bob@x.example"), ("email", "bob@x.example"));
        people.Own(new RootKey("users", Key.Of("1")), "newsletter", Key.Of("ada@x.example"));
    }

    [Theory]
    [InlineData("user_id=1", "users", "1")]
    [InlineData("user_id=1 email=ada@x.example", "users", "1")]
    [InlineData("email=ada@x.example", "users", "1")]
    [InlineData("email=solo@x.example", "newsletter", "solo@x.example")]
    [InlineData("user_id=3 email=twin@x.example", null, "subject-ambiguous")]
    [InlineData("email=twin@x.example", null, "subject-ambiguous")]
    [InlineData("email=bob@x.example", null, "subject-ambiguous")]
    [InlineData("user_id=1 email=bob@x.example", null, "subject-contradicts")]
    [InlineData("user_id=1 email=nobody@x.example", null, "subject-contradicts")]
    [InlineData("user_id=9 email=ada@x.example", null, "subject-contradicts")]
    [InlineData("user_id=9 email=solo@x.example", null, "subject-contradicts")]
    [InlineData("user_id=1 email=solo@x.example", null, "subject-contradicts")]
    [InlineData("phone=+4930123456", null, "identifier-unknown")]
    [InlineData("user_id=1 phone=+4930123456", null, "identifier-unknown")]
    [InlineData("", null, "identifier-missing")]
    [InlineData("user_id=9", null, null)]
    [InlineData("user_id=9 email=nobody@x.example", null, null)]
    public async Task Identifiers_find_exactly_one_subject_or_are_refused(string typed, string? collection, string? keyOrCode)
    {
        var resolver = new SubjectResolver(TestMap.Create(), people.Sources, people);
        var identifiers = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(t => t.Split('='))
            .Select(t => new Identifier(t[0], t[0] == "user_id" ? IdentifierType.Integer : IdentifierType.Email, t[1]))
            .ToList();

        if (collection is null && keyOrCode is not null)
        {
            var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => resolver.ResolveAsync(identifiers, TestContext.Current.CancellationToken));
            Assert.Equal(keyOrCode, refusal.Code);
            Assert.DoesNotContain(identifiers, i => refusal.ToString().Contains(i.Value, StringComparison.Ordinal) && i.Value.Length > 1);
        }
        else
        {
            var root = await resolver.ResolveAsync(identifiers, TestContext.Current.CancellationToken);
            Assert.Equal(collection is null ? null : new RootKey(collection, Key.Of(keyOrCode!)), root);
        }

        Assert.Equal(people.Opened, people.Closed);
    }

    [Fact]
    public async Task Roots_that_own_each_other_are_ambiguous()
    {
        people.Own(new RootKey("newsletter", Key.Of("ada@x.example")), "users", Key.Of("1"));
        people.Own(new RootKey("users", Key.Of("2")), "newsletter", Key.Of("bob@x.example"));
        var resolver = new SubjectResolver(TestMap.Create(), people.Sources, people);
        Task<RootKey?> Resolve(string email) =>
            resolver.ResolveAsync([new Identifier("email", IdentifierType.Email, email)], TestContext.Current.CancellationToken);

        Assert.Equal("subject-ambiguous", (await Assert.ThrowsAsync<RequestRefusedException>(() => Resolve("ada@x.example"))).Code);
        Assert.Equal("users", (await Resolve("bob@x.example"))!.Collection);
    }
}
