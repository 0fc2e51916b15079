namespace CompExplain.Storage.Files;

/// <summary>What the caller can do about a <see cref="StorageException"/>.</summary>
public enum StorageRemedy
{
    /// <summary>Create the database by an import.</summary>
    Create,

    /// <summary>Allow that the file or layer is replaced.</summary>
    Replace,

    /// <summary>Allow that the layers and predictions are deleted.</summary>
    DropLayers,

    /// <summary>Verify the whole file, to see what else is damaged.</summary>
    Verify,
}
