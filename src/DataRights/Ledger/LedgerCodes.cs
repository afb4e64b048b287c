namespace DataRights.Ledger;

/// <summary>What a ledger entry can say. Stable: receipts and auditors refer to them.</summary>
public static class LedgerCodes
{
    public const string Received = "request.received";
    public const string GraceWaived = "request.grace-waived";

    /// <summary>An operator has allowed an export although there was one of the person of late.</summary>
    public const string RepeatAllowed = "request.repeat-allowed";
    public const string Started = "request.started";
    public const string Planned = "request.planned";
    public const string Cancelled = "request.cancelled";
    public const string Failed = "request.failed";
    public const string Completed = "request.completed";
    public const string SubjectNotFound = "request.subject-not-found";
    public const string Captured = "deletion.captured";
    public const string Erased = "deletion.source-erased";
    public const string FilesErased = "deletion.files-erased";
    public const string Verified = "deletion.verified";
    public const string Settled = "deletion.settled";
    public const string ArchivesDestroyed = "deletion.archives-destroyed";
    public const string ResidueFound = "deletion.residue-found";
    public const string WorkingDataDestroyed = "deletion.working-data-destroyed";
    public const string ReceiptIssued = "deletion.receipt-issued";
    public const string Archived = "export.archived";
    public const string ArchiveRestarted = "export.archive-restarted";

    /// <summary>A finished archive was destroyed before anybody could download it: a row in it does not lead to the person, or it is damaged.</summary>
    public const string ArchiveWithheld = "export.archive-withheld";
    public const string ArchiveDestroyed = "export.archive-destroyed";

    /// <summary>A link to the archive was given, or a download of it begun.</summary>
    public const string ArchiveDownloaded = "export.archive-downloaded";

    /// <summary>An operator has allowed more hand-outs of the archive.</summary>
    public const string DownloadsAllowed = "export.downloads-allowed";
    public const string PeriodPublished = "retention.period-published";
    public const string PeriodDestroyed = "retention.period-destroyed";
    public const string SupplementIssued = "deletion.supplement-issued";
    public const string MappingDestroyed = "request.mapping-destroyed";
    public const string Resumed = "request.chain-resumed";

    /// <summary>A database was restored from a backup; what the request deletes had been deleted before.</summary>
    public const string Replayed = "deletion.replayed";

    /// <summary>The deletion is beyond a cap, or its person is protected: an operator is asked.</summary>
    public const string ApprovalAsked = "deletion.approval-asked";

    /// <summary>An operator has approved what was asked.</summary>
    public const string Approved = "deletion.approved";
    public const string Frozen = "deletion.frozen";
    public const string RecipientsBegun = "deletion.recipients-begun";
    public const string RecipientsAwaited = "deletion.recipients-awaited";
    public const string RecipientTold = "recipient.told";
    public const string RecipientConfirmed = "recipient.confirmed";
    public const string RecipientRefused = "recipient.refused";
    public const string RecipientGivenUp = "recipient.given-up";
    /// <summary>Rows that a law had kept, whose date has come.</summary>
    public const string RetainedDeleted = "deletion.retained-deleted";
    public const string HoldPlaced = "hold.placed";
    public const string HoldAcknowledged = "hold.acknowledged";
    public const string HoldReviewDue = "hold.review-due";
    public const string HoldReviewed = "hold.reviewed";
    public const string HoldReleased = "hold.released";

    /// <summary>Which rows holds keep has changed: everything is planned and captured again.</summary>
    public const string HoldsChanged = "deletion.holds-changed";
}
