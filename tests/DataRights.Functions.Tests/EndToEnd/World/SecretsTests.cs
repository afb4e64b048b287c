namespace DataRights.Functions.Tests.EndToEnd.World;

public sealed class SecretsTests
{
    private const string Header = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ";
    private const string Claims = "eyJpc3MiOiJodHRwczovL2xvZ2luIn0";
    private const string Signature = "c2lnbmF0dXJlLXRoYXQtaXMtbm9uZS1hdC1hbGw";

    private readonly Secrets secrets = new();

    public SecretsTests() => secrets.Remember("a token", $"{Header}.{Claims}.{Signature}");

    [Theory]
    [InlineData($"Bearer {Header}.{Claims}.{Signature}", true)]
    [InlineData($"before {Signature} after", true)]
    [InlineData($"before {Claims} after", true)]
    [InlineData(Header, false)]
    [InlineData("nothing", false)]
    public void A_token_is_found_by_its_claims_and_by_its_signature(string content, bool isFound) =>
        Assert.Equal(isFound, secrets.Find("here", content).Any());
}
