namespace DataRights.Samples.PythonPro;

/// <summary>
/// Accounts and addresses that every seeding holds, each for one thing that has to go right. All other accounts have
/// higher ids.
/// </summary>
public static class PythonProPeople
{
    /// <summary>A person like most, with rows in every collection that an account can own, a picture and uploads.</summary>
    public const long Ordinary = 1;

    /// <summary>A script tag in the name, in comments and in a program.</summary>
    public const long ScriptTag = 2;

    /// <summary>Texts that a spreadsheet would run as formulas.</summary>
    public const long SpreadsheetFormula = 3;

    /// <summary>Right-to-left text with direction overrides.</summary>
    public const long RightToLeft = 4;

    /// <summary>Emoji and other characters outside the Basic Multilingual Plane.</summary>
    public const long Emoji = 5;

    /// <summary>One comment of exactly 1 MiB in UTF-8.</summary>
    public const long MegabyteText = 6;

    /// <summary>Uploads whose names try to climb out of their folder.</summary>
    public const long PathTraversal = 7;

    /// <summary>An account and nothing else.</summary>
    public const long Empty = 8;

    /// <summary>About 5,000 rows.</summary>
    public const long Heavy = 9;

    /// <summary>Thirty comments that carry hundreds of other people's replies.</summary>
    public const long MuchAnswered = 10;

    /// <summary>Moderates other people's comments and wrote lessons; those must outlive the account.</summary>
    public const long Moderator = 11;

    /// <summary>An account whose address has capitals, while the newsletter and the contact form have it in small letters.</summary>
    public const long MixedCaseAddress = 12;

    /// <summary>An account with an unverified address that is somebody else's: the newsletter row is not this account's.</summary>
    public const long UnverifiedAddress = 13;

    /// <summary>The highest id of the accounts named here.</summary>
    public const long LastNamed = 13;

    /// <summary>The account address of <see cref="MixedCaseAddress"/>.</summary>
    public const string MixedCaseEmail = "Ana.Souza@Example.ORG";

    /// <summary>The address that <see cref="UnverifiedAddress"/> claims and a newsletter subscriber owns.</summary>
    public const string ClaimedEmail = "owner.of.address@example.net";

    /// <summary>Somebody who has the newsletter and no account.</summary>
    public const string NewsletterOnlyEmail = "newsletter.only@example.net";

    /// <summary>Somebody without an account who wrote three contact messages.</summary>
    public const string ContactOnlyEmail = "contact.only@example.net";
}
