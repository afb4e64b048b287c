namespace DataRights.Mapping;

/// <summary>How a file collection's <c>from</c> picks a person's files.</summary>
public enum FileMatch
{
    /// <summary>Every file whose name starts with it: <c>avatars/{users.id}/</c>.</summary>
    Prefix,

    /// <summary>The one file of that name, which a row of the person holds: <c>{attachments.blob_name}</c>.</summary>
    Name,

    /// <summary>Every blob that carries the index tag with that value: <c>owner={users.id}</c>.</summary>
    Tag,
}
