namespace DataRights.Cli.Tests.Canaries;

/// <summary>A person every value of whom is marked, the key and the name of the file included.</summary>
internal sealed class CanaryPerson
{
    public CanaryPerson(CanaryBook book, string who)
    {
        Handle = book.New($"{who}'s handle (the root key)");
        Email = book.Whole($"{who}'s email", $"{book.New($"{who}'s mailbox")}@{book.New($"{who}'s domain")}.example");
        Name = book.New($"{who}'s name");
        Note = book.New($"{who}'s note");
        Street = book.New($"{who}'s street");
        Post = book.New($"the key of {who}'s post");
        Body = book.New($"{who}'s post");
        Page = book.New($"the page {who} looked at");
        FileName = book.New($"the name of {who}'s file");
        FileText = book.New($"the text of {who}'s file");
    }

    public string Handle { get; }

    public string Email { get; }

    public string Name { get; }

    public string Note { get; }

    public string Street { get; }

    public string Post { get; }

    public string Body { get; }

    public string Page { get; }

    public string FileName { get; }

    public string FileText { get; }

    /// <summary>What requests name the person by.</summary>
    public IReadOnlyDictionary<string, string> Identifiers => new Dictionary<string, string> { ["handle"] = Handle, ["email"] = Email.ToUpperInvariant() };
}
