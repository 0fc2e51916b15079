using Superpower.Display;

namespace CompExplain.Query.Syntax;

/// <summary>The kinds of tokens. An error that expects a kind shows its example.</summary>
internal enum SyntaxKind
{
    None,

    [Token(Example = "(")]
    Open,

    [Token(Example = ")")]
    Close,

    [Token(Example = ",")]
    Comma,

    [Token(Example = "AND")]
    And,

    [Token(Example = "OR")]
    Or,

    [Token(Example = "XOR")]
    Xor,

    [Token(Example = "NOT")]
    Not,

    [Token(Example = "?")]
    Hole,

    [Token(Example = "@")]
    At,

    [Token(Example = "=")]
    Equal,

    [Token(Example = "!=")]
    NotEqual,

    [Token(Example = "<")]
    Less,

    [Token(Example = "<=")]
    LessOrEqual,

    [Token(Example = ">")]
    Greater,

    [Token(Example = ">=")]
    GreaterOrEqual,

    // A word, a number, or category:name, as written.
    [Token(Description = "a name")]
    Word,

    // A name of which a part is in double quotes: "a", a:"b", "a":b, "a":"b", :"b".
    [Token(Description = "a name in double quotes")]
    Quoted,

    [Token(Description = "a text in single quotes")]
    Text,

    // Words that are more than a name where they stand.
    [Token(Example = "unit")]
    Unit,

    [Token(Example = "ALL")]
    Everything,

    [Token(Example = "NONE")]
    Nothing,

    [Token(Example = "CORRECT")]
    Correct,

    // Words before a parenthesis.
    [Token(Example = "LABEL")]
    Label,

    [Token(Example = "PREDICTED")]
    Predicted,

    [Token(Example = "SPLIT")]
    Split,

    [Token(Example = "SOME")]
    Some,

    [Token(Example = "EVERY")]
    Every,

    [Token(Example = "EXPAND")]
    Expand,

    [Token(Example = "NEAR")]
    Near,

    [Token(Example = "ABOVE")]
    Above,

    [Token(Example = "BELOW")]
    Below,

    [Token(Example = "LEFTOF")]
    LeftOf,

    [Token(Example = "RIGHTOF")]
    RightOf,

    [Token(Example = "NEIGHBORS")]
    Neighbors,

    [Token(Description = "a score")]
    Score,

    // Words that open a statement or a clause of one.
    [Token(Example = "TOP")]
    Top,

    [Token(Example = "BY")]
    By,

    [Token(Example = "WHERE")]
    Where,

    [Token(Example = "EXPLAIN")]
    Explain,

    [Token(Example = "LENGTH")]
    Length,

    [Token(Example = "BEAM")]
    Beam,

    [Token(Example = "SCORER")]
    Scorer,

    [Token(Example = "GRAMMAR")]
    Grammar,

    [Token(Example = "CERTIFY")]
    Certify,

    [Token(Example = "WITHIN")]
    Within,

    [Token(Example = "HONEST")]
    Honest,

    [Token(Example = "HOLDOUT")]
    HoldOut,

    [Token(Example = "LET")]
    Let,

    [Token(Example = "DROP")]
    Drop,

    [Token(Example = "SHOW")]
    Show,

    [Token(Example = "LIKE")]
    Like,

    [Token(Example = "ORDER")]
    Order,

    [Token(Example = "LIMIT")]
    Limit,

    [Token(Example = "PLAN")]
    Plan,

    [Token(Example = "PROFILE")]
    Profile,

    [Token(Example = "GROUP")]
    Group,
}
