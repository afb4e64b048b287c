using System.Net;
using DataRights.Api.Tests.Fakes;
using DataRights.Requests;
using static DataRights.Api.Tests.Fakes.Http;

namespace DataRights.Api.Tests.Access;

/// <summary>What a person may ask for with a subject token, beyond the yes and no of the table.</summary>
public sealed class SubjectTests
{
    [Fact]
    public async Task A_person_submits_without_saying_again_who_it_is()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.PostAsync(Routes.Requests, TestAccess.Subject(host.Engine.Clock.Now), """{"kind":"access"}""");
        await response.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(FakePeople.Person(FakePeople.Ada), host.Engine.Requests.Submissions.Single().Identifiers);
    }

    [Theory]
    [InlineData("""{"email":"bob@example.org"}""")]
    [InlineData("""{"email":"ada@example.org","user_id":"1"}""")]
    [InlineData("""{"user_id":"1"}""")]
    [InlineData("""{"email":"Ada@example.org"}""")]
    public async Task A_person_cannot_submit_for_another(string identifiers)
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.PostAsync(Routes.Requests, TestAccess.Subject(host.Engine.Clock.Now), $$$"""{"kind":"access","identifiers":{{{identifiers}}}}""");
        var problem = await response.ProblemAsync(HttpStatusCode.Forbidden, "subject-mismatch");
        Assert.DoesNotContain("example.org", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Requests.Submissions);
    }

    [Fact]
    public async Task A_service_must_say_for_whom()
    {
        await using var host = await ApiHost.StartAsync(Token);
        using var response = await host.PostAsync(Routes.Requests, TestAccess.Everything(host.Engine.Clock.Now), """{"kind":"access"}""");
        await response.ProblemAsync(HttpStatusCode.BadRequest, "body-invalid");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(600, true)]
    [InlineData(630, true)]
    [InlineData(631, false)]
    [InlineData(-30, true)]
    [InlineData(-31, false)]
    public async Task A_sign_in_is_fresh_for_ten_minutes_and_the_skew_of_clocks(int secondsAgo, bool isFresh)
    {
        await using var host = await ApiHost.StartAsync(Token);
        var now = host.Engine.Clock.Now;
        var path = Routes.Of(host.Engine.Requests.Add(RequestKind.Access).Id, "archive");
        var claims = Issuing.Tokens.With(Issuing.Tokens.Subject(now, FakePeople.Person(FakePeople.Ada)), "auth_time", Issuing.Tokens.Seconds(now.AddSeconds(-secondsAgo)));
        using var response = await host.GetAsync(path, TestAccess.SubjectKey.Sign(claims));
        if (isFresh)
        {
            await response.ProblemAsync(HttpStatusCode.Conflict, "archive-not-ready");
            return;
        }

        await response.ProblemAsync(HttpStatusCode.Unauthorized, "sign-in-again");
        var challenge = response.Headers.WwwAuthenticate.Single();
        Assert.Equal("Bearer", challenge.Scheme);
        Assert.Contains("error=\"insufficient_user_authentication\"", challenge.Parameter, StringComparison.Ordinal);
        Assert.Contains("max_age=\"600\"", challenge.Parameter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_finds_requests_from_before_a_rotation_of_the_reference_key()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var path = Routes.Of(host.Engine.Requests.Add(RequestKind.Access).Id);
        host.Engine.People.KeyVersion = 2;
        using var response = await host.GetAsync(path, TestAccess.Subject(host.Engine.Clock.Now));
        await response.JsonAsync(HttpStatusCode.OK);
        using var other = await host.GetAsync(path, TestAccess.Subject(host.Engine.Clock.Now, FakePeople.Bob));
        await other.ProblemAsync(HttpStatusCode.NotFound, "request-not-found");
    }

    [Fact]
    public async Task The_person_is_looked_for_whether_or_not_there_is_such_a_request()
    {
        await using var host = await ApiHost.StartAsync(Token);
        foreach (var id in new[] { host.Engine.Requests.Add(RequestKind.Access).Id, Guid.CreateVersion7().ToString(), "17" })
        {
            var asked = host.Engine.People.Asked;
            using var response = await host.GetAsync(Routes.Of(id), TestAccess.Subject(host.Engine.Clock.Now, FakePeople.Bob));
            await response.ProblemAsync(HttpStatusCode.NotFound, "request-not-found");
            Assert.Equal(asked + 1, host.Engine.People.Asked);
        }
    }

    [Fact]
    public async Task A_refused_cancel_of_anothers_request_leaves_it_as_it_is()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var record = host.Engine.Requests.Add(RequestKind.Deletion, RequestStatus.Scheduled);
        using var response = await host.PostAsync(Routes.Of(record.Id, "cancel"), TestAccess.Subject(host.Engine.Clock.Now, FakePeople.Bob));
        await response.ProblemAsync(HttpStatusCode.NotFound, "request-not-found");
        Assert.Equal(RequestStatus.Scheduled, host.Engine.Requests.Records[record.Id].Status);
    }

    [Fact]
    public async Task The_status_secret_is_told_to_who_made_the_request_and_never_again()
    {
        await using var host = await ApiHost.StartAsync(Token);
        var secret = StatusSecret.New();
        host.Engine.Requests.OnSubmit = _ => new(host.Engine.Requests.Put(host.Engine.Requests.Add(RequestKind.Access) with { StatusSecretHash = StatusSecret.Hash(secret) }), true) { StatusSecret = secret };
        using var response = await host.SubmitAsync("""{"kind":"access","identifiers":{"email":"ada@example.org"}}""");
        var view = await response.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(secret, view.GetProperty("statusSecret").GetString());
        using var status = await host.GetAsync(view.GetProperty("links").GetProperty("self").GetString()!, secret);
        var later = await status.JsonAsync(HttpStatusCode.OK);
        Assert.DoesNotContain("ecret", later.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(StatusSecret.Hash(secret), later.GetRawText(), StringComparison.Ordinal);
    }
}
