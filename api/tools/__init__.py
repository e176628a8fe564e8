"""The tools that agents have: operations of the API, with what they may ask of them."""
